package org.holdfast.beans.store.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The commits that SQLite would find in its write-ahead log, and those that it would silently ignore ("WAL Mode File Format" of
 * SQLite's documentation).
 *
 * <p>SQLite takes the first frame with a wrong checksum for the end of the log, which it is after a crash. It is damage when later
 * commits follow, because each commit is on disk before the next one is written.
 *
 * @param salts the salts in all frames of this log
 * @param wholeFrames how many frames SQLite would read; 0 when it would reject the header
 * @param hasLostCommits whether there is a commit after them that is followed by another frame
 */
record LogScan(long salts, long wholeFrames, boolean hasLostCommits) {
    private static final int HEADER = 32;
    private static final int FRAME_HEADER = 24;
    private static final int MAGIC = 0x377f0682; // or 1 more: the checksums are big endian
    private static final int SMALLEST_PAGE = 512;
    private static final int LARGEST_PAGE = 65_536;

    /** Reads the log, which must not be in use. */
    static LogScan of(Path log) throws IOException {
        try (FileChannel channel = FileChannel.open(log)) {
            ByteBuffer header = ByteBuffer.allocate(HEADER);
            long size = channel.size();
            if (size < HEADER + FRAME_HEADER) {
                return new LogScan(0, 0, false); // no commit has ever been in it
            }
            channel.read(header);
            return isHeader(header) ? new Frames(channel, header).scan() : new LogScan(0, 0, true);
        }
    }

    private static boolean isHeader(ByteBuffer header) {
        int pageSize = header.getInt(8);
        return (header.getInt(0) & ~1) == MAGIC
                && pageSize >= SMALLEST_PAGE
                && pageSize <= LARGEST_PAGE
                && Integer.bitCount(pageSize) == 1
                && checksum(order(header), header, 0, 24, 0) == header.getLong(24);
    }

    private static ByteOrder order(ByteBuffer header) {
        return (header.getInt(0) & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /**
     * Returns SQLite's checksum, which each frame continues from the previous frame.
     *
     * @return two sums of 32 bits, as they stand in the file
     */
    static long checksum(ByteOrder order, ByteBuffer bytes, int from, int to, long seed) {
        ByteBuffer words = bytes.duplicate().order(order);
        int first = (int) (seed >>> 32);
        int second = (int) seed;
        for (int at = from; at < to; at += 8) {
            first += words.getInt(at) + second;
            second += words.getInt(at + 4) + first;
        }
        return ((long) first << 32) | (second & 0xffff_ffffL);
    }

    /** The frames of a log, in the order of the file. For one scan. */
    private static final class Frames {
        private final FileChannel channel;
        private final ByteOrder order;
        private final long salts;
        private final ByteBuffer frame;
        private long checksum;

        Frames(FileChannel channel, ByteBuffer header) {
            this.channel = channel;
            this.order = order(header);
            this.salts = header.getLong(16);
            this.checksum = header.getLong(24);
            this.frame = ByteBuffer.allocate(FRAME_HEADER + header.getInt(8));
        }

        LogScan scan() throws IOException {
            long whole = 0;
            while (read() && follows()) {
                checksum = frame.getLong(16);
                whole++;
            }
            return new LogScan(salts, whole, hasFollowedCommit());
        }

        /** Reads the next frame; false at the end. An incomplete frame does not count. */
        private boolean read() throws IOException {
            frame.clear();
            while (frame.hasRemaining()) {
                if (channel.read(frame) < 0) {
                    return false;
                }
            }
            return true;
        }

        /** Whether the frame was written after the one with {@link #checksum}. */
        private boolean follows() {
            long sum = checksum(order, frame, 0, 8, checksum);
            return isOfThisLog() && checksum(order, frame, FRAME_HEADER, frame.capacity(), sum) == frame.getLong(16);
        }

        private boolean isOfThisLog() {
            return frame.getLong(8) == salts;
        }

        /** Whether, from the frame that was read last, there is a commit with a frame written after it. */
        private boolean hasFollowedCommit() throws IOException {
            if (frame.hasRemaining()) {
                return false;
            }
            boolean commit;
            do {
                commit = isOfThisLog() && frame.getInt(4) != 0;
                checksum = frame.getLong(16);
                if (!read()) {
                    return false;
                }
            } while (!(commit && follows()));
            return true;
        }
    }
}
