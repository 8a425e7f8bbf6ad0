package org.holdfast.web.limits;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.holdfast.web.problem.RefusedBodyException;

/**
 * A body that is refused when it is too large, or when its sender is too slow: after a few seconds of waiting for it, it has to
 * arrive at a minimum rate. The time that its reader takes does not count. Owned by the thread that handles the request.
 */
final class PacedInput extends ServletInputStream {
    static final Duration GRACE = Duration.ofSeconds(5);

    /** In bytes per second. */
    static final int SLOWEST = 1024;

    private final ServletInputStream body;
    private final long limit;
    private final LongSupplier nanoTime;
    private long count;
    private long waitedNanos;

    /**
     * Limits a body.
     *
     * @param limit its largest size in bytes
     * @param nanoTime the time in ns
     */
    PacedInput(ServletInputStream body, long limit, LongSupplier nanoTime) {
        this.body = body;
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        long begun = nanoTime.getAsLong();
        int read = received(buffer, offset, length);
        waitedNanos += nanoTime.getAsLong() - begun;
        if (read > 0) {
            count += read;
        }
        if (count > limit) {
            throw tooLarge(limit);
        }
        if (read >= 0 && waitedNanos > GRACE.toNanos() + count * 1_000_000_000 / SLOWEST) {
            throw new RefusedBodyException(
                    408, "the body arrives at less than " + SLOWEST + " bytes per second; send it faster");
        }
        return read;
    }

    private int received(byte[] buffer, int offset, int length) throws IOException {
        try {
            return body.read(buffer, offset, length);
        } catch (IOException e) {
            throw new RefusedBodyException(408, "the body did not arrive to its end: " + e.getMessage());
        }
    }

    static RefusedBodyException tooLarge(long limit) {
        return new RefusedBodyException(413, "the body has more than " + limit + " bytes");
    }

    @Override
    public int available() throws IOException {
        return body.available();
    }

    @Override
    public void close() throws IOException {
        body.close();
    }

    @Override
    public boolean isFinished() {
        return body.isFinished();
    }

    @Override
    public boolean isReady() {
        return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        throw new IllegalStateException("the body is read by the thread that handles the request");
    }
}
