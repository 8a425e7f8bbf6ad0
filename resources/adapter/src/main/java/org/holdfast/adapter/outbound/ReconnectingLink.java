package org.holdfast.adapter.outbound;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.holdfast.adapter.link.AdapterContext;
import org.holdfast.adapter.link.ClientOptions;
import org.holdfast.adapter.link.ReasonCodes;
import org.holdfast.adapter.link.ServerConfig;
import org.holdfast.adapter.locator.BrokerLocator;
import org.holdfast.mqtt.MqttException;
import org.holdfast.mqtt.gateway.Gateway;
import org.holdfast.mqtt.gateway.Link;
import org.holdfast.mqtt.gateway.LinkDelivery;
import org.holdfast.mqtt.gateway.LinkReceiver;
import org.jspecify.annotations.Nullable;

/** Connects to the broker when a link is needed, and again after it has ended. Any thread. */
final class ReconnectingLink {
    private static final int CAPACITY = 1_000;

    private final ServerConfig server;
    private final ClientOptions options;
    private final Duration timeout;
    private final AdapterContext context;
    private final Listener listener;
    private @Nullable OpenLink call;
    private boolean closed;

    /** Receives the events of the connections. No method may block. */
    interface Listener {
        /** Called for each response. */
        void answered(LinkDelivery answer);

        /** Called when a connection has ended: its requests will get no response. */
        void lost(String why);
    }

    /**
     * The topic for responses.
     *
     * @param link the connection that has subscribed to the topic
     */
    record Reception(Link link, String topic) {}

    ReconnectingLink(
            ServerConfig server, String clientId, Duration timeout, AdapterContext context, Listener listener) {
        this.server = server;
        int capacity = server.isLocal() ? CAPACITY : ClientOptions.ANY_NUMBER;
        this.options = new ClientOptions(clientId, true, 0, server.userName(), capacity, "connection");
        this.timeout = timeout;
        this.context = context;
        this.listener = listener;
    }

    private final class OpenLink implements LinkReceiver {
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
        public void message(LinkDelivery delivery) {
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

    /** Returns the connection, opened if necessary. */
    Link connected() throws MqttException {
        return call().link();
    }

    private synchronized OpenLink call() throws MqttException {
        OpenLink now = call;
        if (now != null && !now.ended) {
            return now;
        }
        OpenLink next = connect();
        call = next;
        return next;
    }

    private OpenLink connect() throws MqttException {
        OpenLink next = new OpenLink();
        try {
            next.link = gateway().connect(options, next);
        } catch (IllegalStateException e) {
            throw new MqttException(String.valueOf(e.getMessage()), e);
        }
        try {
            MqttManagedConnection.await(next.connected, timeout);
        } catch (MqttException e) {
            next.link.close();
            throw new MqttException(
                    "the broker " + server.display() + " is unreachable (serverUri): " + e.getMessage(), e);
        }
        return next;
    }

    private Gateway gateway() throws MqttException {
        Gateway gateway = new BrokerLocator(server, context).gateway();
        if (gateway == null) {
            throw new MqttException(
                    MqttException.NO_ANSWER,
                    "no Holdfast broker is running on this server. Deploy holdfast.ear, or set another broker with"
                            + " serverUri");
        }
        return gateway;
    }

    /** Returns the topic for responses, and the connection that receives them. */
    synchronized Reception reception() throws MqttException {
        String topic = "response/" + options.clientId();
        OpenLink now = call();
        if (!now.receivesAnswers) {
            int code = MqttManagedConnection.await(now.link().subscribe(topic, 1, false, false, 2), timeout);
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

    /** Closes the connection. A transaction that has not ended may open another one to send its messages. */
    synchronized void close() {
        closed = true;
        hangUp();
    }

    /** Called at the end of a transaction: closes the connection that it opened after {@link #close}. */
    synchronized void over() {
        if (closed) {
            hangUp();
        }
    }

    private void hangUp() {
        OpenLink now = call;
        call = null;
        if (now != null && now.link != null) {
            now.link.close();
        }
    }
}
