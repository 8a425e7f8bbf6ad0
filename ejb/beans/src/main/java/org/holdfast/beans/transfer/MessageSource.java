package org.holdfast.beans.transfer;

import java.io.IOException;

/** Where the messages of an import come from. */
public interface MessageSource {
    /**
     * Hands over all of them, each as soon as it has been read.
     *
     * @throws IOException if they cannot be read to the end
     * @throws TransferException if that is so for a reason that can be named, or a bad message ends the import
     */
    void readInto(Import messages) throws IOException;
}
