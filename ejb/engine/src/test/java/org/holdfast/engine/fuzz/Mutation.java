package org.holdfast.engine.fuzz;

import java.util.Arrays;

/**
 * A small change to bytes.
 *
 * @param kind what is done
 * @param place where, as a fraction of the length
 * @param value with what
 */
record Mutation(Kind kind, double place, byte value) {
    /** What can be done to bytes. */
    enum Kind {
        FLIP_BIT,
        SET,
        INCREMENT,
        INSERT,
        DELETE,
        REPEAT,
        TRUNCATE
    }

    byte[] apply(byte[] bytes) {
        int at = (int) (place * bytes.length);
        return switch (kind) {
            case FLIP_BIT -> with(bytes, at, (byte) (at < bytes.length ? bytes[at] ^ 1 << (value & 7) : 0));
            case SET -> with(bytes, at, value);
            case INCREMENT -> with(bytes, at, (byte) (at < bytes.length ? bytes[at] + (value < 0 ? -1 : 1) : 0));
            case INSERT -> join(Arrays.copyOf(bytes, at), new byte[] {value}, tail(bytes, at));
            case DELETE -> join(Arrays.copyOf(bytes, at), tail(bytes, at + 1));
            case REPEAT -> join(Arrays.copyOf(bytes, at), tail(bytes, at / 2));
            case TRUNCATE -> Arrays.copyOf(bytes, at);
        };
    }

    private static byte[] with(byte[] bytes, int at, byte value) {
        byte[] changed = bytes.clone();
        if (at < changed.length) {
            changed[at] = value;
        }
        return changed;
    }

    private static byte[] tail(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, Math.min(from, bytes.length), bytes.length);
    }

    private static byte[] join(byte[]... parts) {
        return Input.join(Arrays.asList(parts));
    }
}
