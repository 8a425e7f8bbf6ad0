package org.holdfast.beans.transfer.json;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Splits a stream into lines, and never holds more of one than a limit. Belongs to one thread. */
final class LineReader {
    private static final int BUFFER = 64 << 10;

    private final InputStream in;
    private final int limit;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int end;
    private byte[] line = new byte[BUFFER];
    private int length;
    private boolean isTooLong;
    private long number;

    /**
     * Creates a reader that is positioned before the first line.
     *
     * @param limit the longest line, in bytes
     */
    LineReader(InputStream in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    /** Goes to the next line; false when there is none. */
    boolean next() throws IOException {
        length = 0;
        isTooLong = false;
        if (!fill()) {
            return false;
        }
        number++;
        do {
            int lineEnd = position;
            while (lineEnd < end && buffer[lineEnd] != '\n') {
                lineEnd++;
            }
            append(lineEnd);
            if (lineEnd < end) {
                position = lineEnd + 1;
                return true;
            }
            position = end;
        } while (fill());
        return true;
    }

    private boolean fill() throws IOException {
        if (position == end) {
            position = 0;
            end = Math.max(0, in.read(buffer));
        }
        return position < end;
    }

    private void append(int to) {
        int more = to - position;
        if (isTooLong || length + more > limit) {
            isTooLong = true;
            return;
        }
        if (length + more > line.length) {
            line = Arrays.copyOf(line, (int) Math.min(limit, Math.max(length + more, line.length * 2L)));
        }
        System.arraycopy(buffer, position, line, length, more);
        length += more;
    }

    /** Returns the number of the line, from 1. */
    long number() {
        return number;
    }

    /** Whether it is longer than the limit; then its bytes are not usable. */
    boolean isTooLong() {
        return isTooLong;
    }

    /** Whether it has only white space. */
    boolean isBlank() {
        for (int i = 0; i < length; i++) {
            if (line[i] > ' ' || line[i] < 0) {
                return false;
            }
        }
        return !isTooLong;
    }

    /** Returns the bytes of the line, valid until the next one is read. */
    byte[] bytes() {
        return line;
    }

    /** Returns the number of these bytes. */
    int length() {
        return length;
    }
}
