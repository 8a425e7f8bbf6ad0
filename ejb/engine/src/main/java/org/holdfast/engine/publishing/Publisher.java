package org.holdfast.engine.publishing;

import java.time.Clock;
import org.holdfast.engine.commit.GroupCommit;
import org.holdfast.engine.log.LogText;
import org.holdfast.engine.log.Recurring;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.packet.Will;
import org.holdfast.engine.publishing.Outcome.Refused;
import org.holdfast.engine.publishing.Outcome.Taken;
import org.holdfast.engine.retained.Refusal;
import org.holdfast.engine.retained.RetainedConfig.Acknowledge;
import org.holdfast.engine.retained.RetainedMessages;
import org.holdfast.engine.retained.RetainedMessages.Retention;
import org.holdfast.engine.routing.MessageOrigin;
import org.holdfast.engine.routing.Router;
import org.holdfast.engine.routing.Router.Routed;
import org.holdfast.engine.session.WillPublisher;
import org.holdfast.engine.session.store.SessionJournal;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes messages of clients, Wills, and the broker's own: retained first, then routed. Any thread. */
public final class Publisher implements WillPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final RetainedMessages retained;
    private final Router router;
    private final SessionJournal journal;
    private final GroupCommit commits;
    private final Clock clock;
    private final Recurring refusedWills = new Recurring();

    /** A publisher into these retained messages and subscriptions. */
    public Publisher(
            RetainedMessages retained, Router router, SessionJournal journal, GroupCommit commits, Clock clock) {
        this.retained = retained;
        this.router = router;
        this.journal = journal;
        this.commits = commits;
        this.clock = clock;
    }

    /**
     * Publishes a message whose publisher learns the outcome, and resends the message if it was refused: so a refused
     * message is not delivered, if the refusal is known before. Its changes in the store are one unit.
     *
     * @param source where it comes from
     */
    public Outcome publish(Message message, MessageOrigin source) {
        if (message.qos() != QoS.AT_MOST_ONCE && journal.isFull() && router.hasNoRoom(message)) {
            return outcome(message, null, Refusal.STORE_BACKLOG);
        }
        return publish(message, source, false);
    }

    /** Publishes a message that is never resent, because no answer is expected: it is delivered even when it is refused. */
    public Outcome publishOnce(Message message, MessageOrigin source) {
        return publish(message, source, true);
    }

    private Outcome publish(Message message, MessageOrigin source, boolean evenWhenRefused) {
        if (!message.retain()) {
            return outcome(message, deliver(message, source), null);
        }
        Retention<Routed> retention = retained.publish(message, () -> deliver(message, source));
        Routed routed = retention.delivered();
        return outcome(
                message, routed == null && evenWhenRefused ? deliver(message, source) : routed, retention.refusal());
    }

    @Override
    public void publish(Will will, String clientId) {
        Refused refused = publishOnce(will.message(clock.millis(), clientId), MessageOrigin.BROKER)
                .refusal();
        if (refused != null) {
            long times = refusedWills.toLog();
            if (times > 0) {
                LOG.warn(
                        "{} Wills were not retained or stored, the last of {}: {}",
                        times,
                        LogText.of(clientId),
                        explain(refused));
            }
        }
    }

    /** Returns why a message was refused in words, with the setting. */
    public String explain(Refused refused) {
        return retained.explain(refused.cause());
    }

    /**
     * Returns the outcome of a message.
     *
     * @param routed the result of routing; null: not delivered
     * @param refusal why it is not retained, or not delivered; null otherwise
     */
    private Outcome outcome(Message message, @Nullable Routed routed, @Nullable Refusal refusal) {
        boolean isStoreFull = routed == Routed.STORE_IS_FULL;
        Taken delivery = routed == null || isStoreFull ? null : taken(message, routed);
        if (refusal == null && delivery != null) {
            return delivery;
        }
        return new Refused(refusal == null ? Refusal.STORE_BACKLOG : refusal, delivery);
    }

    private Taken taken(Message message, Routed routed) {
        return Taken.of(routed != Routed.TO_NOBODY, routed == Routed.TO_THE_STORE || awaitsCommit(message.retain()));
    }

    /** Whether the acknowledgement of a message, retained or not, must wait for a commit, whoever gets it. */
    public boolean awaitsCommit(boolean retain) {
        return retain && retained.acknowledge() == Acknowledge.COMMITTED;
    }

    /** Publishes a {@code $SYS} message. It is retained in memory only; the subscription decides the QoS. */
    public void publishSys(TopicName topic, Payload payload) {
        Message message = Message.ofBroker(topic, payload, clock.millis());
        retained.publishUnstored(message, () -> deliver(message, MessageOrigin.BROKER));
    }

    private Routed deliver(Message message, MessageOrigin source) {
        return message.qos() == QoS.AT_MOST_ONCE // no subscriber stores it
                ? router.route(message, source)
                : commits.gate().together(() -> router.route(message, source));
    }
}
