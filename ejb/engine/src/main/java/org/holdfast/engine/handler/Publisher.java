package org.holdfast.engine.handler;

import java.time.Clock;
import org.holdfast.engine.packet.Message;
import org.holdfast.engine.packet.Payload;
import org.holdfast.engine.packet.Properties;
import org.holdfast.engine.packet.Publish;
import org.holdfast.engine.packet.QoS;
import org.holdfast.engine.packet.Will;
import org.holdfast.engine.retained.CommitWaiter;
import org.holdfast.engine.retained.RetainedMessages;
import org.holdfast.engine.retained.RetainedMessages.Outcome;
import org.holdfast.engine.routing.Router;
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
    private final Clock clock;

    /** What became of a message. */
    public enum Published {
        /** At least one subscription matched. */
        TO_SUBSCRIBERS,
        /** No subscription matched. */
        TO_NOBODY,
        /** It was to be retained, and too much waits for the store: nobody got it. */
        REFUSED
    }

    /** A publisher into these retained messages and subscriptions. */
    public Publisher(RetainedMessages retained, Router router, Clock clock) {
        this.retained = retained;
        this.router = router;
        this.clock = clock;
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
                expiresAt(now, publish.expiryInterval()),
                now,
                publisher);
    }

    /**
     * Publishes a message.
     *
     * @param source where it comes from
     * @param waiter is told when a retained message is committed, unless it is refused; null when nobody waits
     */
    public Published publish(Message message, Source source, @Nullable CommitWaiter waiter) {
        if (!message.retain()) {
            return deliver(message, source);
        }
        Delivered delivered = new Delivered();
        Outcome outcome = retained.publish(message, waiter, () -> delivered.result = deliver(message, source));
        return outcome == Outcome.REFUSED ? Published.REFUSED : delivered.result;
    }

    /** What delivering a retained message has come to. */
    private static final class Delivered {
        private Published result = Published.TO_NOBODY;
    }

    /** Publishes what the broker says about itself. It is retained in memory only; the subscription decides the QoS. */
    public void publishSys(TopicName topic, Payload payload) {
        Message message =
                new Message(topic, payload, QoS.EXACTLY_ONCE, true, Properties.NONE, Message.NEVER, clock.millis(), "");
        retained.publishUnstored(message, () -> deliver(message, Source.BROKER));
    }

    /** Delivers a message to its subscribers only, without retaining it. */
    Published deliver(Message message, Source source) {
        return switch (router.route(message, source)) {
            case TO_SUBSCRIBERS -> Published.TO_SUBSCRIBERS;
            case TO_NOBODY -> Published.TO_NOBODY;
        };
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
                expiresAt(now, will.expiryInterval()),
                now,
                clientId);
        if (publish(message, Source.BROKER, null) == Published.REFUSED) {
            LOG.warn("The Will of {} is not retained: too much waits for the store", clientId);
            deliver(message, Source.BROKER);
        }
    }

    private static long expiresAt(long now, long interval) {
        return interval == Publish.NO_EXPIRY_INTERVAL ? Message.NEVER : now + interval * 1000;
    }
}
