package org.holdfast.adapter.inbound;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.holdfast.adapter.link.AdapterContext;
import org.holdfast.adapter.link.ReasonCodes;
import org.holdfast.mqtt.gateway.Gateway;
import org.holdfast.mqtt.gateway.Link;
import org.holdfast.mqtt.gateway.LinkDelivery;
import org.holdfast.mqtt.gateway.LinkReceiver;
import org.jspecify.annotations.Nullable;

/** One connection of an endpoint. Owned by the adapter's thread; called by threads of the broker or of the network. */
final class EndpointConnection implements LinkReceiver {
    private final EndpointConfig config;
    private final AdapterContext context;
    private final Listener listener;
    private @Nullable Link link;
    private volatile boolean ended;
    private volatile Keeper keeper = Keeper.CONNECTION;

    /** Who else has a QoS 1 or 2 message of this connection, in a session that may outlive it. */
    enum Keeper {
        /** The broker, until the message is acknowledged. */
        CONNECTION,
        /** Unknown until the next connection. */
        UNKNOWN,
        /** The session, which delivers it again. */
        SESSION,
        /** Nobody: the session has ended. */
        NOBODY
    }

    /** Receives the events of a connection; {@link #subscribed} and {@link #ended} on the adapter's thread. */
    interface Listener {
        /** Called when the broker has accepted the connection, before any message. Must not block. */
        void connected(EndpointConnection connection, boolean sessionPresent);

        /** Called when all subscriptions are granted. */
        void subscribed(EndpointConnection connection);

        /** Called for each message. Must not block. */
        void arrived(Inbound message);

        /** Called when the connection has ended or failed to open. */
        void ended(EndpointConnection connection, String why);
    }

    EndpointConnection(EndpointConfig config, AdapterContext context, Listener listener) {
        this.config = config;
        this.context = context;
        this.listener = listener;
    }

    void begin(Gateway gateway) {
        try {
            link = gateway.connect(config.client(), this);
        } catch (RuntimeException e) {
            end(String.valueOf(e.getMessage()));
        }
    }

    void close() {
        ended = true;
        keeper = Keeper.UNKNOWN;
        Link open = link;
        if (open != null) {
            open.close();
        }
    }

    /** Returns the link, for dead letters; only once messages arrive. */
    Link link() {
        Link open = link;
        if (open == null) {
            throw new IllegalStateException("not connected");
        }
        return open;
    }

    /** Returns who else has the messages of this connection. */
    Keeper keeper() {
        return keeper;
    }

    /** Records whether the next connection resumed the session of this one, which has ended. */
    void settle(boolean sessionPresent) {
        keeper = sessionPresent ? Keeper.SESSION : Keeper.NOBODY;
    }

    private void end(String why) {
        if (!ended) {
            close();
            listener.ended(this, why);
        }
    }

    // ---- any thread

    @Override
    public void connected(boolean sessionPresent) {
        listener.connected(this, sessionPresent);
        context.execute(this::subscribe);
    }

    @Override
    public void message(LinkDelivery delivery) {
        listener.arrived(new Inbound(delivery, this));
    }

    @Override
    public void closed(int reasonCode, String explanation) {
        context.execute(() -> end(ReasonCodes.describe(reasonCode, explanation)));
    }

    // ---- the adapter's thread

    private void subscribe() {
        if (ended) {
            return;
        }
        Set<String> wanted =
                config.subscriptions().stream().map(BeanSubscription::filter).collect(Collectors.toSet());
        Set<String> outdated = new HashSet<>(link().subscriptions());
        outdated.removeAll(wanted); // of an earlier version of the bean
        outdated.forEach(link()::unsubscribe);
        subscribe(config.subscriptions(), 0);
    }

    /** Subscribes one after the other, so that the first rejection is the one reported. */
    private void subscribe(List<BeanSubscription> subscriptions, int index) {
        if (ended) {
            return;
        }
        if (index == subscriptions.size()) {
            listener.subscribed(this);
            return;
        }
        ask(subscriptions.get(index))
                .whenComplete((code, failure) -> context.execute(() -> {
                    if (failure != null) {
                        end(String.valueOf(failure.getMessage()));
                    } else if (ReasonCodes.isFailure(code)) {
                        rejected(subscriptions.get(index), code);
                    } else {
                        subscribe(subscriptions, index + 1);
                    }
                }));
    }

    private void rejected(BeanSubscription subscription, int code) {
        end("the broker rejected the Topic Filter " + subscription.filter() + ": " + ReasonCodes.describe(code, ""));
    }

    private CompletableFuture<Integer> ask(BeanSubscription subscription) {
        EndpointConfig.SubscriptionOptions options = config.subscription();
        return link().subscribe(
                        subscription.filter(),
                        subscription.qos(),
                        options.noLocal(),
                        options.retainAsPublished(),
                        options.retainHandling())
                .toCompletableFuture();
    }
}
