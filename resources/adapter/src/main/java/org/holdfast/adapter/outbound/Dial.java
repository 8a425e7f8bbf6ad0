package org.holdfast.adapter.outbound;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
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
    private final Consumer<Delivery> answers;
    private @Nullable Call call;

    Dial(Server server, String clientId, Duration timeout, AdapterContext context, Consumer<Delivery> answers) {
        this.server = server;
        int capacity = server.isLocal() ? CAPACITY : ClientOptions.ANY_NUMBER;
        this.options = new ClientOptions(clientId, true, 0, server.userName(), capacity, "connection");
        this.timeout = timeout;
        this.context = context;
        this.answers = answers;
    }

    /** One connection. */
    private final class Call implements LinkReceiver {
        private final CompletableFuture<Boolean> connected = new CompletableFuture<>();
        private @Nullable Link link;
        private boolean receivesAnswers;
        private volatile boolean ended;

        @Override
        public void connected(boolean sessionPresent) {
            connected.complete(sessionPresent);
        }

        @Override
        public void message(Delivery delivery) {
            answers.accept(delivery);
        }

        @Override
        public void closed(int reasonCode, String explanation) {
            ended = true;
            connected.completeExceptionally(new IllegalStateException(ReasonCodes.describe(reasonCode, explanation)));
        }
    }

    /** The connection, begun if need be. */
    Link connected() throws MqttException {
        Link link = call().link;
        if (link == null) {
            throw new IllegalStateException("a call without a link");
        }
        return link;
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
                    "the broker " + server.display() + " cannot be reached (serverUri): " + e.getMessage(), e);
        }
        call = next;
        return next;
    }

    private Gateway gateway() throws MqttException {
        Gateway gateway = new Route(server, context).gateway();
        if (gateway == null) {
            throw new MqttException(
                    MqttException.NO_ANSWER,
                    "no Holdfast broker runs on this server: deploy holdfast.ear, or name another broker with"
                            + " serverUri");
        }
        return gateway;
    }

    /** The Response Topic of this connection, which it has subscribed to. */
    synchronized String subscribedResponses() throws MqttException {
        String topic = "response/" + options.clientId();
        Call now = call();
        if (!now.receivesAnswers) {
            int code = ManagedLink.await(connected().subscribe(topic, 1, false, false, 2), timeout);
            if (ReasonCodes.isFailure(code)) {
                throw new MqttException(
                        code,
                        "the broker does not let this connection receive answers on " + topic + ": "
                                + ReasonCodes.describe(code, ""));
            }
            now.receivesAnswers = true;
        }
        return topic;
    }

    synchronized void close() {
        Call now = call;
        call = null;
        if (now != null && now.link != null) {
            now.link.close();
        }
    }
}
