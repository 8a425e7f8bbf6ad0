package org.holdfast.engine.session;

import org.holdfast.engine.commit.Gate;
import org.holdfast.engine.loop.EventLoop;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.packet.Will;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.routing.Subscription;
import org.holdfast.engine.session.store.SessionJournal;
import org.holdfast.engine.session.store.SessionState;
import org.holdfast.engine.session.store.StateKey;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * One session's part of the journal: what it has of its state in the store. Nothing, unless the session outlives its
 * connection; then every method writes through.
 *
 * <p>Owned by the session's event loop; {@link #keep} may be called by any thread.
 */
final class SessionRecord {
    private final SessionJournal journal;
    private final String clientId;
    private volatile long number = SessionJournal.NOT_STORED;

    SessionRecord(SessionJournal journal, String clientId) {
        this.journal = journal;
        this.clientId = clientId;
    }

    /** Whether the session is stored. */
    boolean isStored() {
        return number != SessionJournal.NOT_STORED;
    }

    /** Whether the session is stored and so much waits for the store that nothing more should be added. */
    boolean isFull() {
        return isStored() && journal.isFull();
    }

    /** From now on it is stored, if sessions are at all; under a new number. */
    void begin() {
        if (journal.isDurable()) {
            number = journal.nextNumber();
        }
    }

    /** It is in the store under this number. */
    void resume(long known) {
        number = known;
    }

    /** From now on it is not stored. What belongs to it has to be taken out before. */
    void end() {
        if (isStored()) {
            journal.remove(new StateKey.OfSession(number));
            number = SessionJournal.NOT_STORED;
        }
    }

    void save(long expiryInterval, long expiresAt, @Nullable Will will, long willAt) {
        if (isStored()) {
            journal.update(new SessionState.Stored(number, clientId, expiryInterval, expiresAt, will, willAt));
        }
    }

    void subscribed(Subscription subscription) {
        if (isStored()) {
            journal.update(new SessionState.Subscribed(
                    number,
                    subscription.filter(),
                    subscription.qos(),
                    subscription.noLocal(),
                    subscription.retainAsPublished(),
                    subscription.retainHandling(),
                    subscription.identifier()));
        }
    }

    void unsubscribed(TopicFilter filter) {
        if (isStored()) {
            journal.remove(new StateKey.OfSubscription(number, filter));
        }
    }

    /** A subscription is owed its retained messages; those after a topic when it is not null. */
    void owed(TopicFilter filter, @Nullable TopicName after) {
        if (isStored()) {
            journal.update(new SessionState.Owed(number, filter, after));
        }
    }

    /** A subscription is owed no retained messages any more. */
    void fed(TopicFilter filter) {
        if (isStored()) {
            journal.remove(new StateKey.OfOwed(number, filter));
        }
    }

    void received(int packetId) {
        if (isStored()) {
            journal.update(new SessionState.Received(number, packetId));
        }
    }

    void released(int packetId) {
        if (isStored()) {
            journal.remove(new StateKey.OfReceived(number, packetId));
        }
    }

    /** A delivery that waits for the client: stored from now on if the session is, and the QoS asks for it. Any thread. */
    Delivery keep(Delivery delivery) {
        long session = number;
        if (session == SessionJournal.NOT_STORED || delivery.qos() == QoS.AT_MOST_ONCE || delivery.isStored()) {
            return delivery;
        }
        Delivery stored = delivery.stored(journal.nextNumber());
        journal.create(new SessionState.Queued(session, stored.number(), stored, 0, 0));
        return stored;
    }

    /** A delivery is sent under a Packet Identifier, or has got as far as PUBREC. */
    void sent(Inflight.Entry entry) {
        if (isStored() && entry.number() != SessionJournal.NOT_STORED) {
            journal.update(new SessionState.Queued(
                    number, entry.number(), entry.delivery(), entry.packetId(), entry.begunAt()));
        }
    }

    /** A delivery is over. */
    void forget(long delivery) {
        if (delivery != SessionJournal.NOT_STORED) {
            journal.remove(new StateKey.OfDelivery(delivery));
        }
    }

    /** What several changes pass together, so that the store gets all of them, or none. */
    Gate gate() {
        return journal.gate();
    }

    /** Runs a task on the loop when what has been changed so far is committed; at once when the session is not stored. */
    void whenCommitted(EventLoop loop, Runnable task) {
        if (isStored()) {
            journal.await(loop, task);
        } else {
            task.run();
        }
    }
}
