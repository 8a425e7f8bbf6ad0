package org.holdfast.adapter.outbound;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.holdfast.adapter.link.AdapterContext;
import org.holdfast.adapter.link.ClientOptions;
import org.holdfast.adapter.link.ReasonCodes;
import org.holdfast.adapter.link.Server;
import org.holdfast.adapter.route.Route;
import org.holdfast.mqtt.MqttException;
import org.holdfast.mqtt.gateway.Delivery;
import org.holdfast.mqtt.gateway.Gateway;
import org.holdfast.mqtt.gateway.Link;
import org.holdfast.mqtt.gateway.LinkReceiver;
import org.jspecify.annotations.Nullable;

/** A connection that is begun when it is needed, and again after it has ended. Any thread. */
final class Dial {
    private static final int CAPACITY = 1_000;

    private final Server server;
    private final ClientOptions options;
    private final Duration timeout;
    private final AdapterContext context;
    private final Listener listener;
    private @Nullable Call call;
    private boolean closed;

    /** Who hears what comes by its connections. Called by threads that must not be held up. */
    interface Listener {
        /** An answer has come. */
        void answered(Delivery answer);

        /** A connection has ended: what has been asked by it is not answered any more. */
        void lost(String why);
    }

    /**
     * Where answers come to.
     *
     * @param link the connection that has subscribed to the topic
     */
    record Reception(Link link, String topic) {}

    Dial(Server server, String clientId, Duration timeout, AdapterContext context, Listener listener) {
        this.server = server;
        int capacity = server.isLocal() ? CAPACITY : ClientOptions.ANY_NUMBER;
        this.options = new ClientOptions(clientId, true, 0, server.userName(), capacity, "connection");
        this.timeout = timeout;
        this.context = context;
        this.listener = listener;
    }

    /** One connection. */
    private final class Call implements LinkReceiver {
        private final CompletableFuture<Boolean> connected = new CompletableFuture<>();
        private @Nullable Link link;
        private boolean receivesAnswers;
        private volatile boolean ended;

        Link link() {
            Link open = link;
            if (open == null) {
                throw new IllegalStateException("a call without a connection");
            }
            return open;
        }

        @Override
        public void connected(boolean sessionPresent) {
            connected.complete(sessionPresent);
        }

        @Override
        public void message(Delivery delivery) {
            listener.answered(delivery);
        }

        @Override
        public void closed(int reasonCode, String explanation) {
            String why = ReasonCodes.describe(reasonCode, explanation);
            listener.lost("the connection ended: " + why); // before another one begins, and asks
            ended = true;
            connected.completeExceptionally(new IllegalStateException(why));
        }
    }

    /** The connection, begun if need be. */
    Link connected() throws MqttException {
        return call().link();
    }

    private synchronized Call call() throws MqttException {
        Call now = call;
        if (now != null && !now.ended) {
            return now;
        }
        Call next = new Call();
        try {
            next.link = gateway().connect(options, next);
        } catch (IllegalStateException e) {
            throw new MqttException(String.valueOf(e.getMessage()), e);
        }
        try {
            ManagedLink.await(next.connected, timeout);
        } catch (MqttException e) {
            next.link.close();
            throw new MqttException(
                    "the broker " + server.display() + " is unreachable (serverUri): " + e.getMessage(), e);
        }
        call = next;
        return next;
    }

    private Gateway gateway() throws MqttException {
        Gateway gateway = new Route(server, context).gateway();
        if (gateway == null) {
            throw new MqttException(
                    MqttException.NO_ANSWER,
                    "no Holdfast broker is running on this server. Deploy holdfast.ear, or set another broker with"
                            + " serverUri");
        }
        return gateway;
    }

    /** Where answers come to, and the connection that they come by. */
    synchronized Reception reception() throws MqttException {
        String topic = "response/" + options.clientId();
        Call now = call();
        if (!now.receivesAnswers) {
            int code = ManagedLink.await(now.link().subscribe(topic, 1, false, false, 2), timeout);
            if (ReasonCodes.isFailure(code)) {
                throw new MqttException(
                        code,
                        "the broker does not allow this connection to receive responses on " + topic + ": "
                                + ReasonCodes.describe(code, ""));
            }
            now.receivesAnswers = true;
        }
        return new Reception(now.link(), topic);
    }

    /** Ends the connection. A transaction that is not over may begin another one, so that its messages leave. */
    synchronized void close() {
        closed = true;
        hangUp();
    }

    /** A transaction is over. */
    synchronized void over() {
        if (closed) {
            hangUp();
        }
    }

    private void hangUp() {
        Call now = call;
        call = null;
        if (now != null && now.link != null) {
            now.link.close();
        }
    }
}
