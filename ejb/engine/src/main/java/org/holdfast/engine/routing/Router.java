package org.holdfast.engine.routing;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.QoS;
import org.jspecify.annotations.Nullable;

/** Delivers messages to the subscribers of their topics. Any thread. */
public final class Router {
    /** The result of routing a message. Later values take precedence over earlier ones. */
    public enum Routed {
        TO_NOBODY,
        /** At least one subscription matched. */
        TO_SUBSCRIBERS,
        /** A subscriber also stores the message: its publisher must be acknowledged after the commit. */
        TO_THE_STORE,
        /** A subscriber should store the message, but the backlog of the store is full. */
        STORE_IS_FULL;

        private Routed or(Routed other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    private final SubscriptionTree subscriptions;

    /** A router over these subscriptions. */
    public Router(SubscriptionTree subscriptions) {
        this.subscriptions = subscriptions;
    }

    /**
     * Delivers a message to each matching subscriber once, however many of its subscriptions match, with the highest of
     * their QoS (section 3.3.4).
     *
     * @param source is asked to slow down when a subscriber is congested
     */
    public Routed route(Message message, MessageOrigin source) {
        Fanout fanout = new Fanout(message, source);
        subscriptions.match(message.topic(), fanout::single, fanout::shared);
        fanout.deliverMerged();
        return fanout.routed;
    }

    /**
     * Whether any receiver of the message has no room for it; of a shared subscription, any member. Call it only when
     * the store is full: it takes as long as {@link #route}.
     */
    public boolean hasNoRoom(Message message) {
        boolean[] found = new boolean[1];
        subscriptions.matching(message.topic(), subscription -> {
            found[0] |= !subscription.keepsAway(message)
                    && !subscription.subscriber().hasRoomFor(subscription.granted(message));
        });
        return found[0];
    }

    /** The routing of one message to all its subscribers. */
    private static final class Fanout {
        private final Message message;
        private final MessageOrigin source;
        private @Nullable Map<Subscriber, Merged> merged;
        private Routed routed = Routed.TO_NOBODY;

        Fanout(Message message, MessageOrigin source) {
            this.message = message;
            this.source = source;
        }

        void single(Subscription subscription) {
            if (subscription.keepsAway(message)) {
                return;
            }
            routed = routed.or(Routed.TO_SUBSCRIBERS);
            if (subscription.subscriber().hasSeveralSubscriptions()) {
                merge(subscription);
            } else {
                deliver(subscription.subscriber(), subscription.live(message));
            }
        }

        void shared(SharedGroup group) {
            Subscription member = group.next();
            if (member != null) {
                deliver(member.subscriber(), member.live(message));
            }
        }

        private void deliver(Subscriber subscriber, Delivery delivery) {
            routed = routed.or(
                    switch (subscriber.deliver(delivery)) {
                        case IN_MEMORY -> Routed.TO_SUBSCRIBERS;
                        case TO_BE_STORED -> Routed.TO_THE_STORE;
                        case NO_ROOM -> Routed.STORE_IS_FULL;
                    });
            if (subscriber.isCongested()) {
                source.slowDown(subscriber);
            }
        }

        private void merge(Subscription subscription) {
            Map<Subscriber, Merged> subscribers = merged;
            if (subscribers == null) {
                subscribers = merged = new LinkedHashMap<>();
            }
            subscribers
                    .computeIfAbsent(subscription.subscriber(), subscriber -> new Merged())
                    .add(subscription, message);
        }

        void deliverMerged() {
            if (merged != null) {
                merged.forEach((subscriber, subscriptions) -> deliver(subscriber, subscriptions.delivery(message)));
            }
        }
    }

    /** The subscriptions of one subscriber that match a message. */
    private static final class Merged {
        private QoS qos = QoS.AT_MOST_ONCE;
        private boolean retain;
        private int[] identifiers = {};
        private int size;

        void add(Subscription subscription, Message message) {
            qos = qos.max(subscription.granted(message)); // [MQTT-3.3.4-2]
            retain |= subscription.retains(message);
            if (subscription.identifier() != 0) {
                if (size == identifiers.length) {
                    identifiers = Arrays.copyOf(identifiers, Math.max(4, 2 * size));
                }
                identifiers[size++] = subscription.identifier(); // [MQTT-3.3.4-4]
            }
        }

        Delivery delivery(Message message) {
            return new Delivery(message, qos, retain, Identifiers.of(identifiers, size));
        }
    }
}
