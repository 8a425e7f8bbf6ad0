package org.holdfast.beans.store.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The state of SQLite's log according to its index ("WAL-index format" of SQLite's documentation). A killed process leaves the
 * index as it was; after a power cut it may be older than the log.
 *
 * @param salts the salts of the log
 * @param frames how many frames are committed
 * @param written how many of them are in the database already
 */
record LogIndex(long salts, long frames, long written) {
    private static final int COPY = 48;
    private static final int SUM = 40;
    private static final int SIZE = 136;

    /** Reads the index; empty when there is none, or when it was being changed. */
    static Optional<LogIndex> of(Path index) throws IOException {
        if (SqliteFiles.size(index) < SIZE) {
            return Optional.empty();
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(index)) {
            bytes = in.readNBytes(SIZE);
        }
        ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        return isWhole(bytes) ? Optional.of(of(numbers)) : Optional.empty();
    }

    /** Whether both copies of the header are equal, with a valid checksum. */
    private static boolean isWhole(byte[] bytes) {
        ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        long sum = LogScan.checksum(ByteOrder.nativeOrder(), numbers, 0, SUM, 0);
        return Arrays.equals(bytes, 0, COPY, bytes, COPY, 2 * COPY)
                && bytes[12] != 0 // filled in
                && (int) (sum >>> 32) == numbers.getInt(SUM)
                && (int) sum == numbers.getInt(SUM + 4);
    }

    private static LogIndex of(ByteBuffer numbers) {
        long salts = numbers.duplicate().order(ByteOrder.BIG_ENDIAN).getLong(32);
        return new LogIndex(
                salts, Integer.toUnsignedLong(numbers.getInt(16)), Integer.toUnsignedLong(numbers.getInt(96)));
    }

    /** Whether the log must have commits that are nowhere else. */
    boolean needsLog() {
        return frames > written;
    }
}
