package org.holdfast.engine.retained;

/**
 * How far the start has come with reading the store.
 *
 * @param loaded messages read so far
 * @param expected messages in the store when reading began
 * @param perSecond how many were read in each second so far
 */
public record LoadProgress(long loaded, long expected, long perSecond) {
    /** From 0 to 100. */
    public int percent() {
        return expected == 0 ? 100 : (int) Math.min(100, loaded * 100 / expected);
    }
}
