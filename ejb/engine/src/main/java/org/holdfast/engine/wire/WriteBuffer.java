package org.holdfast.engine.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the bytes that one turn of the event loop has for a connection, and flushes them once. Owned by the connection's
 * event loop.
 */
final class WriteBuffer {
    private static final int INITIAL_BYTES = 512;
    private static final int FLUSH_BYTES = 64 << 10;

    private final Channel channel;
    private @Nullable ByteBuf gathered;
    private boolean flushScheduled;

    WriteBuffer(Channel channel) {
        this.channel = channel;
    }

    /** Returns the buffer to write to; call {@link #written} afterwards. */
    ByteBuf bytes() {
        assert channel.eventLoop().inEventLoop();
        ByteBuf bytes = gathered;
        if (bytes == null) {
            bytes = gathered = channel.alloc().ioBuffer(INITIAL_BYTES);
        }
        return bytes;
    }

    /** Flushes the written bytes at the end of this turn, or now when they are many. */
    void written() {
        assert channel.eventLoop().inEventLoop();
        ByteBuf bytes = gathered;
        if (bytes != null && bytes.readableBytes() >= FLUSH_BYTES) {
            flush();
        } else if (!flushScheduled) {
            flushScheduled = true;
            channel.eventLoop().execute(this::flushScheduled);
        }
    }

    /** Writes something that is not to be copied, or that an encoder knows how to write, after what was gathered. */
    void writeThrough(Object message) {
        handOver();
        channel.write(message, channel.voidPromise());
        written();
    }

    void flush() {
        assert channel.eventLoop().inEventLoop();
        handOver();
        channel.flush();
    }

    /** Discards what has not been sent. */
    void release() {
        assert channel.eventLoop().inEventLoop();
        if (gathered != null) {
            gathered.release();
            gathered = null;
        }
    }

    private void flushScheduled() {
        flushScheduled = false;
        flush();
    }

    private void handOver() {
        ByteBuf bytes = gathered;
        if (bytes != null) {
            gathered = null;
            channel.write(bytes, channel.voidPromise());
        }
    }
}
