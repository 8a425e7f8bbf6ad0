package org.holdfast.engine.local;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.holdfast.engine.handler.Dispatcher;
import org.holdfast.engine.loop.EventLoop;
import org.holdfast.engine.loop.EventLoops;
import org.holdfast.engine.message.ReasonCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects clients in the same JVM. Any thread. */
public final class LocalClients {
    private static final Logger LOG = LoggerFactory.getLogger(LocalClients.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final Dispatcher dispatcher;
    private final LocalPublisher publisher;
    private final Supplier<EventLoop> loops;
    private final Set<LocalConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean open;

    /**
     * Accepts no clients before {@link #open}.
     *
     * @param dispatcher one that accepts all clients
     * @param loops gives each connection a loop
     */
    public LocalClients(Dispatcher dispatcher, LocalPublisher publisher, Supplier<EventLoop> loops) {
        this.dispatcher = dispatcher;
        this.publisher = publisher;
        this.loops = loops;
    }

    public void open() {
        open = true;
    }

    /** Connects a client; the receiver is notified of the result. */
    public LocalConnection connect(LocalConnect connect, LocalReceiver receiver) {
        if (!open) {
            throw new IllegalStateException("the broker is not running");
        }
        LocalConnection connection =
                new LocalConnection(dispatcher, publisher, loops.get(), connect, receiver, connections::remove);
        connections.add(connection);
        connection.open();
        if (!open) { // it was closed meanwhile, and may not have seen this one
            connection.close();
        }
        return connection;
    }

    /** The number of clients that are connected, or about to be. */
    public int connections() {
        return connections.size();
    }

    /** Disconnects all clients, and accepts no more. */
    public void close() {
        open = false;
        long left = EventLoops.runForEach(
                connections,
                LocalConnection::eventLoop,
                each -> each.disconnect(ReasonCode.SERVER_SHUTTING_DOWN, "the broker is shutting down"),
                CLOSE_LIMIT);
        if (left > 0) {
            LOG.warn("{} local clients did not stop in time", left);
        }
    }
}
