package org.holdfast.engine.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;

/** A connection of a test to its broker. */
abstract class RawConnection implements AutoCloseable {
    final Socket socket;

    RawConnection(Socket socket) {
        this.socket = socket;
    }

    /** Whether this side has not closed it. */
    final boolean isOpen() {
        return !socket.isClosed();
    }

    /** Ends it as a broken network does: without a word. */
    @Override
    public final void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
