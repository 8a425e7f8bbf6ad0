package org.holdfast.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntSupplier;

/** A port of this machine that leads to another one. While it is cut nobody listens there. */
final class Cable implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Cable.class.getName());

    private final IntSupplier target;
    private final int port;
    private final Collection<Socket> sockets = new ConcurrentLinkedQueue<>();
    private ServerSocket end;

    /**
     * Lays one.
     *
     * @param target the port that it leads to, asked at each connection
     */
    Cable(IntSupplier target) {
        this.target = target;
        end = listen(0);
        port = end.getLocalPort();
    }

    private ServerSocket listen(int at) {
        try {
            ServerSocket socket = new ServerSocket(at, 50, InetAddress.getLoopbackAddress());
            start(() -> accept(socket));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    /** Ends all connections, and lets no new one through. */
    void cut() {
        try {
            end.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        closeAll();
    }

    /** Lets new connections through again. */
    void mend() {
        if (end.isClosed()) {
            end = listen(port);
        }
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                connect(from.accept());
            } catch (IOException nobodyThereOrCut) {
                LOG.log(Level.DEBUG, "no connection", nobodyThereOrCut);
            }
        }
        closeAll();
    }

    private void connect(Socket near) throws IOException {
        sockets.add(near);
        try {
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target.getAsInt());
            sockets.add(far);
            start(() -> carry(near, far));
            start(() -> carry(far, near));
        } catch (IOException nobodyThere) {
            near.close();
            throw nobodyThere;
        }
    }

    private void closeAll() {
        sockets.forEach(Cable::close);
        sockets.clear();
    }

    /** Until one of them ends; then both do. */
    private static void carry(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException ended) {
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "cable");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        cut();
    }
}
