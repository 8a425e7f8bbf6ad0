package org.holdfast.engine.testing;

/** A connection of a test to its broker. */
interface RawConnection extends AutoCloseable {
    /** Whether this side has not closed it. */
    boolean isOpen();

    /** Ends it as a broken network does, without a word. */
    @Override
    void close();
}
