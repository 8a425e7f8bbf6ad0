package org.holdfast.engine.retained;

/**
 * The progress of loading the store at the start.
 *
 * @param loaded messages read so far
 * @param expected messages in the store when reading began
 * @param perSecond the average number of messages read per second so far
 */
public record LoadProgress(long loaded, long expected, long perSecond) {
    /** The progress in percent, 0 to 100. */
    public int percent() {
        return expected == 0 ? 100 : (int) Math.min(100, loaded * 100 / expected);
    }
}
