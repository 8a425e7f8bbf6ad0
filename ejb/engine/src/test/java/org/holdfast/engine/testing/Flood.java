package org.holdfast.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A client that sends without end, to show that the broker stops reading from it. Belongs to the test's thread. */
public final class Flood {
    private static final long FAR_MORE_THAN_SOCKETS_HOLD = 64 << 20;
    private static final int LONG_ENOUGH = 200;

    private Flood() {}

    /**
     * Sends the bytes again and again until the broker has not read for long, which must come.
     *
     * @param watchers hear from the broker all the while; one of each of its event loops
     */
    public static void expectNotToBeRead(SocketChannel client, byte[] bytes, RawClient... watchers) throws IOException {
        client.configureBlocking(false);
        ByteBuffer next = ByteBuffer.wrap(bytes);
        long sent = 0;
        for (int turns = 0; turns < LONG_ENOUGH; turns++) {
            int now = client.write(next.hasRemaining() ? next : next.rewind());
            sent += now;
            turns = now > 0 ? 0 : turns;
            assertThat(sent).as("bytes that the broker has taken").isLessThan(FAR_MORE_THAN_SOCKETS_HOLD);
            for (RawClient watcher : watchers) {
                watcher.barrier();
            }
        }
    }
}
