package org.holdfast.engine.handler;

import java.time.Clock;
import org.holdfast.engine.commit.Gate;
import org.holdfast.engine.packet.Message;
import org.holdfast.engine.packet.Payload;
import org.holdfast.engine.packet.Properties;
import org.holdfast.engine.packet.Publish;
import org.holdfast.engine.packet.QoS;
import org.holdfast.engine.packet.Will;
import org.holdfast.engine.retained.RetainedMessages;
import org.holdfast.engine.retained.RetainedMessages.Outcome;
import org.holdfast.engine.routing.Router;
import org.holdfast.engine.routing.Source;
import org.holdfast.engine.session.WillPublisher;
import org.holdfast.engine.topic.TopicName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes messages of clients, Wills, and the broker's own: retained first, then routed. Any thread. */
public final class Publisher implements WillPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final RetainedMessages retained;
    private final Router router;
    private final Gate gate;
    private final Clock clock;

    /** What became of a message. */
    public enum Published {
        /** At least one subscription matched. */
        TO_SUBSCRIBERS,
        /** A subscriber stores it: it may be acknowledged after the next commit. */
        TO_THE_STORE,
        /** No subscription matched. */
        TO_NOBODY,
        /** It was to be retained, and too much waits for the store: nobody got it. */
        REFUSED,
        /** A subscriber should have stored it, and too much waits for the store: others may have got it. */
        NOT_STORED
    }

    /** A publisher into these retained messages and subscriptions. */
    public Publisher(RetainedMessages retained, Router router, Gate gate, Clock clock) {
        this.retained = retained;
        this.router = router;
        this.gate = gate;
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
     * Publishes a message. What it changes in the store is one unit.
     *
     * @param source where it comes from
     */
    public Published publish(Message message, Source source) {
        if (!message.retain()) {
            return deliver(message, source);
        }
        Delivered delivered = new Delivered();
        Outcome outcome = retained.publish(message, () -> delivered.result = deliver(message, source));
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
        if (message.qos() == QoS.AT_MOST_ONCE) { // nobody stores it
            return route(message, source);
        }
        gate.enter();
        try {
            return route(message, source);
        } finally {
            gate.leave();
        }
    }

    private Published route(Message message, Source source) {
        return switch (router.route(message, source)) {
            case TO_NOBODY -> Published.TO_NOBODY;
            case TO_SUBSCRIBERS -> Published.TO_SUBSCRIBERS;
            case TO_THE_STORE -> Published.TO_THE_STORE;
            case STORE_IS_FULL -> Published.NOT_STORED;
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
        if (publish(message, Source.BROKER) == Published.REFUSED) {
            LOG.warn("The Will of {} is not retained: too much waits for the store", clientId);
            deliver(message, Source.BROKER);
        }
    }

    private static long expiresAt(long now, long interval) {
        return interval == Publish.NO_EXPIRY_INTERVAL ? Message.NEVER : now + interval * 1000;
    }
}
