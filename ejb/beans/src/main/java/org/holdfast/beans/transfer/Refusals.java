package org.holdfast.beans.transfer;

/** Receives rejected messages. */
@FunctionalInterface
public interface Refusals {
    /**
     * Reports a rejected message.
     *
     * @param origin its place in the source, in words: {@code line 17}
     * @param reason the reason
     * @throws TransferException if the import ends with it
     */
    void refuse(String origin, String reason);
}
