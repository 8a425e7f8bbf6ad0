package org.holdfast.engine.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** A network between a client and the broker that can be cut, which client libraries and bridges themselves cannot do. */
public final class Relay implements AutoCloseable {
    private final Supplier<InetSocketAddress> broker;
    private final InetSocketAddress address;
    private final Collection<Socket> sockets = new ConcurrentLinkedQueue<>();
    private ServerSocket listener;

    private Relay(Supplier<InetSocketAddress> broker) {
        this.broker = broker;
        this.listener = listen(0);
        this.address = new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    /** A relay to the broker on a free loopback port. */
    public static Relay to(InetSocketAddress broker) {
        return to(() -> broker);
    }

    /** As {@link #to(InetSocketAddress)}, to a broker that may move: it is asked where it is at each connection. */
    public static Relay to(Supplier<InetSocketAddress> broker) {
        return new Relay(broker);
    }

    private ServerSocket listen(int port) {
        try {
            ServerSocket socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            startDaemon(() -> accept(socket));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where clients connect. */
    public InetSocketAddress address() {
        return address;
    }

    /** Breaks all connections, without a word to either side; new ones go through. */
    public void cut() {
        sockets.forEach(Relay::closeQuietly);
        sockets.clear();
    }

    /** Breaks all connections, and lets no new one through before {@link #plugIn}. */
    public void unplug() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }

    /** Lets connections through again. */
    public void plugIn() {
        if (listener.isClosed()) {
            listener = listen(address.getPort());
        }
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                connect(from.accept());
            } catch (IOException e) { // unplugged, or there is no broker: the client has seen its connection end
                continue;
            }
            if (from.isClosed()) { // it was accepted at the last moment
                cut();
            }
        }
    }

    private void connect(Socket client) throws IOException {
        sockets.add(client);
        try {
            InetSocketAddress to = broker.get();
            Socket server = new Socket(to.getAddress(), to.getPort());
            sockets.add(server);
            for (Socket socket : List.of(client, server)) {
                socket.setTcpNoDelay(true);
            }
            startDaemon(() -> copy(client, server));
            startDaemon(() -> copy(server, client));
        } catch (IOException e) {
            closeQuietly(client);
            throw e;
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException cut) {
            // the end of one side is the end of the other
        }
        closeQuietly(from);
        closeQuietly(to);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void startDaemon(Runnable task) {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        unplug();
    }
}
