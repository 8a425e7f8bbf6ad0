package org.holdfast.engine.wire.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.wire.websocket.ControlFrame.Close;
import org.holdfast.engine.wire.websocket.ControlFrame.Pong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrameWriterTest {
    private final EmbeddedChannel channel = new EmbeddedChannel(new FrameWriter());

    @AfterEach
    void releaseAll() {
        channel.finishAndReleaseAll();
    }

    private static ByteBuf bytes(int length) {
        return Unpooled.wrappedBuffer(new byte[length]);
    }

    private void write(Object message) {
        channel.write(message, channel.voidPromise());
    }

    /** How long each buffer is that has left. */
    private List<Integer> written() {
        List<Integer> lengths = new ArrayList<>();
        for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            lengths.add(next.readableBytes());
            next.release();
        }
        return lengths;
    }

    @Test
    void whatIsWrittenBeforeAFlushIsOneFrameOfTheBuffersAsTheyAre() {
        ByteBuf one = bytes(100);
        ByteBuf other = bytes(200);
        write(one);
        write(other);
        channel.flush();
        ByteBuf header = channel.readOutbound();
        assertThat(header).isEqualTo(Unpooled.wrappedBuffer(new byte[] {(byte) 0x82, 126, 300 >> 8, 300 & 0xff}));
        assertThat(channel.<ByteBuf>readOutbound()).isSameAs(one);
        assertThat(channel.<ByteBuf>readOutbound()).isSameAs(other);
        header.release();
    }

    @Test
    void muchIsHandedOnBeforeTheFlushSoThatTheChannelCountsIt() {
        for (int i = 0; i < 4; i++) {
            write(bytes(30_000));
        }
        assertThat(channel.isWritable()).isFalse();
        channel.flush();
        assertThat(written()).containsExactly(10, 30_000, 30_000, 30_000, 4, 30_000); // two frames
    }

    @Test
    void aFlushWithNothingWrittenMakesNoFrame() {
        channel.flush();
        assertThat(written()).isEmpty();
    }

    @Test
    void nothingComesAfterTheCloseFrame() {
        write(bytes(10));
        write(new Close(Close.NORMAL));
        write(new Pong(bytes(1)));
        ChannelFuture late = channel.write(bytes(10));
        channel.flush();
        assertThat(written()).containsExactly(2, 10, 2, 2);
        assertThat(late.isSuccess()).isTrue(); // whoever waits for it goes on
    }

    @Test
    void aPongGoesBetweenFrames() {
        write(bytes(10));
        write(new Pong(bytes(3)));
        channel.flush();
        assertThat(written()).containsExactly(2, 3, 2, 10);
    }

    @Test
    void whatWaitsIsReleasedWithTheConnection() {
        ByteBuf waiting = bytes(10);
        write(waiting);
        channel.close();
        channel.runPendingTasks();
        assertThat(waiting.refCnt()).isZero();
    }
}
