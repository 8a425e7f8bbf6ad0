package org.holdfast.beans.transfer;

/** Hears of messages that were not taken. */
@FunctionalInterface
public interface Refusals {
    /**
     * A message is not taken.
     *
     * @param origin where it stands, in words: {@code line 17}
     * @param reason why not
     * @throws TransferException if the import ends with it
     */
    void refuse(String origin, String reason);
}
