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

/**
 * One connection of an endpoint, from its begin to its end. Owned by the adapter's thread; told by threads of the broker or of the
 * network.
 */
final class EndpointConnection implements LinkReceiver {
    private final EndpointConfig config;
    private final AdapterContext context;
    private final Listener listener;
    private @Nullable Link link;
    private volatile boolean ended;
    private volatile Keeper keeper = Keeper.CONNECTION;

    /** Who else has a message that this connection has brought, of QoS 1 or 2, in a session that may outlive it. */
    enum Keeper {
        /** The broker, until it is acknowledged. */
        CONNECTION,
        /** That is known when there is a connection again. */
        UNKNOWN,
        /** The session, which brings it again. */
        SESSION,
        /** The session is gone. */
        NOBODY
    }

    /** What comes of it. Those that tell of its state, but for the first, are called on the adapter's thread. */
    interface Listener {
        /** The broker has let it in; no message has come yet. On a thread that must not be held up. */
        void connected(EndpointConnection connection, boolean sessionPresent);

        /** All subscriptions are there. */
        void subscribed(EndpointConnection connection);

        /** A message has come, on a thread that must not be held up. */
        void arrived(Inbound message);

        /** It has ended, or has not come about. */
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

    /** The connection, for dead letters; only once messages come. */
    Link link() {
        Link open = link;
        if (open == null) {
            throw new IllegalStateException("not connected");
        }
        return open;
    }

    /** Who else has what it has brought. */
    Keeper keeper() {
        return keeper;
    }

    /** It has ended, and the next connection knows whether its session goes on. */
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

    /** One after the other, so that the first refusal is the one that is told. */
    private void subscribe(List<BeanSubscription> subscriptions, int index) {
        if (ended) {
            return;
        }
        if (index == subscriptions.size()) {
            listener.subscribed(this);
            return;
        }
        BeanSubscription subscription = subscriptions.get(index);
        ask(subscription)
                .whenComplete((code, failure) -> context.execute(() -> {
                    if (failure != null) {
                        end(String.valueOf(failure.getMessage()));
                    } else if (ReasonCodes.isFailure(code)) {
                        end("the broker rejected the Topic Filter " + subscription.filter() + ": "
                                + ReasonCodes.describe(code, ""));
                    } else {
                        subscribe(subscriptions, index + 1);
                    }
                }));
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
