package org.holdfast.engine.session.store;

import org.holdfast.engine.commit.Gate;
import org.holdfast.engine.loop.EventLoop;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.packet.Will;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.routing.Subscription;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * The stored part of one session's state. Nothing is stored unless the session outlives its connection; then every
 * method writes to the journal.
 *
 * <p>Owned by the session's event loop; {@link #keep} may be called by any thread.
 */
public final class SessionRecord {
    private final SessionJournal journal;
    private final String clientId;
    private Owner owner;
    private volatile long number = SessionJournal.NOT_STORED;
    private volatile boolean leftOnDisk;

    public SessionRecord(SessionJournal journal, String clientId, Owner owner) {
        this.journal = journal;
        this.clientId = clientId;
        this.owner = owner;
    }

    public String clientId() {
        return clientId;
    }

    /** Who may use the session. */
    public Owner owner() {
        return owner;
    }

    /** Changes who may use the session, from the next {@link #save} on. */
    public void owner(Owner next) {
        owner = next;
    }

    /** Whether the session is stored. */
    public boolean isStored() {
        return number != SessionJournal.NOT_STORED;
    }

    /** Whether the session is stored and the backlog of the store is full. */
    public boolean isFull() {
        return isStored() && journal.isFull();
    }

    /** Starts to store the session under a new number, if sessions are durable. */
    public void begin() {
        if (journal.isDurable()) {
            number = journal.nextNumber();
        }
    }

    /** Continues with a session that is in the store under this number. */
    public void resume(long known) {
        number = known;
    }

    /** Notes that the messages of the session are in the store only, because there was no room in memory at the start. */
    public void leaveOnDisk() {
        leftOnDisk = true;
    }

    /** Whether the messages of the session are in the store only: nothing is delivered to it then, so that their order stays. */
    public boolean isLeftOnDisk() {
        return leftOnDisk;
    }

    /** Stops storing the session. Its parts must be deleted before. */
    public void end() {
        if (isStored()) {
            journal.remove(new StateKey.OfSession(number));
            number = SessionJournal.NOT_STORED;
        }
    }

    public void save(long expiryInterval, long expiresAt, @Nullable Will will, long willAt) {
        if (isStored()) {
            journal.update(new SessionState.Stored(number, clientId, owner, expiryInterval, expiresAt, will, willAt));
        }
    }

    public void subscribed(Subscription subscription) {
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

    public void unsubscribed(TopicFilter filter) {
        if (isStored()) {
            journal.remove(new StateKey.OfSubscription(number, filter));
        }
    }

    /** Stores that a subscription is owed its retained messages; those after a topic when it is not null. */
    public void owed(TopicFilter filter, @Nullable TopicName after) {
        if (isStored()) {
            journal.update(new SessionState.Owed(number, filter, after));
        }
    }

    /** Stores that a subscription is no longer owed any retained messages. */
    public void fed(TopicFilter filter) {
        if (isStored()) {
            journal.remove(new StateKey.OfOwed(number, filter));
        }
    }

    public void received(int packetId) {
        if (isStored()) {
            journal.update(new SessionState.Received(number, packetId));
        }
    }

    public void released(int packetId) {
        if (isStored()) {
            journal.remove(new StateKey.OfReceived(number, packetId));
        }
    }

    /** Stores a delivery for the client, if the session is stored and the QoS is 1 or 2; returns it. Any thread. */
    public Delivery keep(Delivery delivery) {
        long session = number;
        if (session == SessionJournal.NOT_STORED || delivery.qos() == QoS.AT_MOST_ONCE || delivery.isStored()) {
            return delivery;
        }
        Delivery stored = delivery.stored(journal.nextNumber());
        journal.create(new SessionState.Queued(session, stored.number(), stored, 0, 0));
        return stored;
    }

    /**
     * Stores that a delivery has got a Packet Identifier, or PUBREC.
     *
     * @param stored the number under which it is stored
     * @param delivery null after PUBREC
     * @param begunAt when it got the identifier, in milliseconds of the wall clock
     */
    public void sent(long stored, @Nullable Delivery delivery, int packetId, long begunAt) {
        if (isStored() && stored != SessionJournal.NOT_STORED) {
            journal.update(new SessionState.Queued(number, stored, delivery, packetId, begunAt));
        }
    }

    /** Deletes a delivery from the store. */
    public void forget(long delivery) {
        if (delivery != SessionJournal.NOT_STORED) {
            journal.remove(new StateKey.OfDelivery(delivery));
        }
    }

    /** The gate for several changes that the store gets as one. */
    public Gate gate() {
        return journal.gate();
    }

    /** Runs a task on the loop when all changes made so far are committed; at once when the session is not stored. */
    public void whenCommitted(EventLoop loop, Runnable task) {
        if (isStored()) {
            journal.await(loop, task);
        } else {
            task.run();
        }
    }
}
