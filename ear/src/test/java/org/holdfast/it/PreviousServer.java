package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The server of the in-container tests before: it has the ports and the data folder of the next one until it has ended. */
final class PreviousServer {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private PreviousServer() {}

    /** Waits for its end; its HTTP port is closed last. To be called before a deployment. */
    static void awaitEnd() throws InterruptedException {
        int port = Integer.getInteger("arquillian.http.port", 0);
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (isOpen(port)) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
