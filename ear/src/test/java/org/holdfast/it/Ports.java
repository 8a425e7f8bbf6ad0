package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports of this machine. */
final class Ports {
    private Ports() {}

    /** Below those that systems give to clients and to whoever asks for any port; each test process begins elsewhere. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(20_000 + (int) (ProcessHandle.current().pid() % 100) * 100);

    /** One that nobody listens to, and that nobody else in this process has been given. */
    static int free() {
        while (true) {
            int port = NEXT.getAndIncrement();
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                assertThat(port).isLessThan(32_000);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Whether somebody listens to it. */
    static boolean isOpen(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
