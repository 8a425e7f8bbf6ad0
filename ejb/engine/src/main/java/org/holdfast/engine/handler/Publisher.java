package org.holdfast.engine.handler;

import java.time.Clock;
import java.util.function.BooleanSupplier;
import org.holdfast.engine.commit.Gate;
import org.holdfast.engine.packet.Message;
import org.holdfast.engine.packet.Payload;
import org.holdfast.engine.packet.Properties;
import org.holdfast.engine.packet.Publish;
import org.holdfast.engine.packet.QoS;
import org.holdfast.engine.packet.Will;
import org.holdfast.engine.retained.Refusal;
import org.holdfast.engine.retained.RetainedMessages;
import org.holdfast.engine.routing.Router;
import org.holdfast.engine.routing.Router.Routed;
import org.holdfast.engine.routing.Source;
import org.holdfast.engine.session.WillPublisher;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes messages of clients, Wills, and the broker's own: retained first, then routed. Any thread. */
public final class Publisher implements WillPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final RetainedMessages retained;
    private final Router router;
    private final Gate gate;
    private final Clock clock;
    private final BooleanSupplier storeIsFull;

    /**
     * What became of a message.
     *
     * @param routed who gets it; null when it was not delivered
     * @param refusal why it is not retained, or not stored for a subscriber, although it was to be; null otherwise
     */
    public record Published(
            @Nullable Routed routed, @Nullable Refusal refusal) {
        boolean isDelivered() {
            return routed != null;
        }

        /** Whether all its subscribers get it. */
        boolean isTaken() {
            return routed != null && routed != Routed.STORE_IS_FULL;
        }
    }

    /**
     * A publisher into these retained messages and subscriptions.
     *
     * @param storeIsFull whether so much waits for the store that subscribers may have no room
     */
    public Publisher(RetainedMessages retained, Router router, Gate gate, Clock clock, BooleanSupplier storeIsFull) {
        this.retained = retained;
        this.router = router;
        this.gate = gate;
        this.clock = clock;
        this.storeIsFull = storeIsFull;
    }

    /** The Application Message that a PUBLISH carries. */
    Message message(Publish publish, TopicName topic, String publisher) {
        long now = clock.millis();
        return new Message(
                topic,
                publish.payload(),
                publish.qos(),
                publish.retain(),
                publish.properties(),
                Message.expiresAt(now, publish.expiryInterval()),
                now,
                publisher);
    }

    /**
     * Publishes a message. What it changes in the store is one unit.
     *
     * @param source where it comes from
     */
    public Published publish(Message message, Source source) {
        if (message.qos() != QoS.AT_MOST_ONCE && storeIsFull.getAsBoolean() && router.hasNoRoom(message)) {
            return new Published(null, Refusal.STORE_BACKLOG); // nobody gets it yet: its publisher sends it again
        }
        if (!message.retain()) {
            return published(deliver(message, source), null);
        }
        Delivered delivered = new Delivered();
        Refusal refusal = retained.publish(message, () -> delivered.routed = deliver(message, source));
        return published(delivered.routed, refusal);
    }

    private static Published published(@Nullable Routed routed, @Nullable Refusal refusal) {
        boolean isStoreFull = refusal == null && routed == Routed.STORE_IS_FULL;
        return new Published(routed, isStoreFull ? Refusal.STORE_BACKLOG : refusal);
    }

    /** What delivering a retained message has come to. */
    private static final class Delivered {
        private @Nullable Routed routed;
    }

    /** Publishes what the broker says about itself. It is retained in memory only; the subscription decides the QoS. */
    public void publishSys(TopicName topic, Payload payload) {
        Message message =
                new Message(topic, payload, QoS.EXACTLY_ONCE, true, Properties.NONE, Message.NEVER, clock.millis(), "");
        retained.publishUnstored(message, () -> deliver(message, Source.BROKER));
    }

    /** Delivers a message to its subscribers only, without retaining it. */
    Routed deliver(Message message, Source source) {
        if (message.qos() == QoS.AT_MOST_ONCE) { // nobody stores it
            return router.route(message, source);
        }
        gate.enter();
        try {
            return router.route(message, source);
        } finally {
            gate.leave();
        }
    }

    @Override
    public void publish(Will will, String clientId) {
        long now = clock.millis();
        Message message = new Message(
                will.topic(),
                will.payload(),
                will.qos(),
                will.retain(),
                will.properties(),
                Message.expiresAt(now, will.expiryInterval()),
                now,
                clientId);
        Published published = publish(message, Source.BROKER);
        if (published.refusal() != null) {
            LOG.warn("The Will of {} is not retained or stored: {}", clientId, retained.explain(published.refusal()));
        }
        if (!published.isDelivered()) {
            deliver(message, Source.BROKER);
        }
    }
}
