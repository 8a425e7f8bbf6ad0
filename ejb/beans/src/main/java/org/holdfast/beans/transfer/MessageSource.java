package org.holdfast.beans.transfer;

import java.io.IOException;

/** The source of the messages of an import. */
public interface MessageSource {
    /**
     * Passes on all messages, each as soon as it has been read.
     *
     * @throws IOException if they cannot be read to the end
     * @throws TransferException if that has a known reason, or an invalid message ends the import
     */
    void readInto(Import messages) throws IOException;
}
