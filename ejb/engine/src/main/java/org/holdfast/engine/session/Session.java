package org.holdfast.engine.session;

import java.util.concurrent.Executor;
import org.holdfast.engine.loop.EventLoop;
import org.holdfast.engine.loop.SessionLoop;
import org.holdfast.engine.memory.MemoryAccount;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.packet.Connect;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.routing.Subscriber;
import org.holdfast.engine.session.sending.Congestion;
import org.holdfast.engine.session.sending.Outbound;
import org.holdfast.engine.session.sending.Pump;
import org.holdfast.engine.session.sending.Sender;
import org.holdfast.engine.session.store.SessionRecord;
import org.holdfast.engine.session.store.SessionState;
import org.jspecify.annotations.Nullable;

/**
 * The Session State of one client (section 4.1).
 *
 * <p>Confined to its event loop, except for the methods of {@link Subscriber}; it moves to another loop when its client
 * reconnects on a connection there.
 */
public final class Session implements Subscriber {
    /** About what a session takes without messages and subscriptions, in bytes of heap. */
    private static final int OVERHEAD = 2_000;

    private final SharedBySessions shared;
    private final SessionRecord record;
    private final MemoryAccount account;
    private final Lifetime lifetime;
    private final Inbox inbox;
    private final SessionLoop loop;
    private volatile boolean connected;
    private ClientStatus.@Nullable Attached client;
    private volatile boolean ended;

    private final ClientSubscriptions subscriptions;
    private final Incoming incoming;
    private final Sender sender;
    private final Congestion congestion = new Congestion();
    private @Nullable Pump pump;

    /** Creates a new session. */
    Session(SessionRecord record, SharedBySessions shared, EventLoop first) {
        this.record = record;
        this.shared = shared;
        this.loop = new SessionLoop(first);
        this.account = new MemoryAccount(shared.memory(), OVERHEAD);
        this.lifetime = new Lifetime(record, account);
        this.inbox = new Inbox(loop, new Arrivals(), shared.config());
        this.incoming = new Incoming(record);
        this.sender = new Sender(shared.sending(), record, loop, account);
        this.subscriptions = new ClientSubscriptions(record, account, sender::cancel);
    }

    // ---- any thread

    @Override
    public String clientId() {
        return record.clientId();
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    @Override
    public boolean hasSeveralSubscriptions() {
        return subscriptions.areSeveral();
    }

    @Override
    public Taken deliver(Delivery delivery) {
        if (!hasRoomFor(delivery.qos())) {
            shared.metrics().dropped();
            return Taken.NO_ROOM;
        }
        return inherit(delivery);
    }

    @Override
    public Taken inherit(Delivery delivery) {
        if (record.isLeftOnDisk()) { // as if its queue were full
            shared.metrics().dropped();
            return Taken.IN_MEMORY;
        }
        Delivery kept = record.keep(delivery);
        inbox.put(kept);
        return kept.isStored() ? Taken.TO_BE_STORED : Taken.IN_MEMORY;
    }

    @Override
    public boolean hasRoomFor(QoS qos) {
        return qos == QoS.AT_MOST_ONCE || !record.isFull();
    }

    @Override
    public boolean isCongested() {
        return congestion.isCongested() || inbox.isHalfFull();
    }

    @Override
    public void onRelief(Executor executor, Runnable task) {
        loop.execute(() -> congestion.onRelief(() -> executor.execute(task)));
    }

    /** The loop that it is confined to. */
    SessionLoop loop() {
        return loop;
    }

    // ---- the session's event loop only: its connection

    /** Attaches a client that has connected, or reconnected. Nothing is sent before {@link #resume}. */
    public void attach(Outbound to, Connect connect, @Nullable String userName, long grantedExpiryInterval) {
        assert loop.isHere() && pump == null;
        loop.arrived();
        client = ClientStatus.Attached.of(
                to.peer(), connect, userName, shared.clock().millis());
        if (!connected) {
            connected = true;
            shared.metrics().connected();
        }
        lifetime.connected(connect.will(), grantedExpiryInterval);
        save();
        Pump ofThisConnection = new Pump(to, sender, congestion, account);
        sender.begin(to, connect.receiveMaximum(), ofThisConnection::soon);
        pump = ofThisConnection;
    }

    /** What of it is stored. */
    SessionRecord record() {
        return record;
    }

    ClientStatus status() {
        return new ClientStatus(
                clientId(),
                connected ? client : null,
                lifetime.expiryInterval(),
                lifetime.expiresAt(),
                record.isStored(),
                subscriptions.size(),
                sender.traffic(incoming.count() + publishedOtherwise()));
    }

    private long publishedOtherwise() {
        Outbound to = outbound();
        return to == null ? 0 : to.published();
    }

    /** Stores the session if it outlives its connection, and deletes it from the store if it no longer does. */
    private void save() {
        record.gate().together(() -> {
            if (lifetime.expiryInterval() == 0) {
                forgetAll();
            } else if (!record.isStored()) {
                record.begin(); // it is new: one that is not stored ends with its connection
            }
            lifetime.save();
        });
    }

    private void forgetAll() {
        if (record.isStored()) {
            subscriptions.forgetAll();
            incoming.forgetAll();
            sender.forgetAll();
            record.end();
        }
    }

    /** Runs a task on the session's loop when all changes made so far are committed; at once if it is not stored. */
    public void whenCommitted(Runnable task) {
        record.whenCommitted(loop.current(), task);
    }

    /** Whether it outlives its connection and a restart of the broker. */
    public boolean isStored() {
        return record.isStored();
    }

    /** Resends unacknowledged messages, and then sends those that wait [MQTT-4.6.0-1]. */
    public void resume() {
        if (pump != null) {
            pump.start(shared.config().resendInterval());
        }
    }

    /** The current connection, or null. */
    @Nullable
    Outbound outbound() {
        assert loop.isHere();
        return pump == null ? null : pump.outbound();
    }

    /** Detaches the session from its connection, which no longer uses it after this. */
    void detach() {
        incoming.published(publishedOtherwise());
        if (pump != null) {
            pump.close();
            pump = null;
            sender.end();
            connected = false;
            shared.metrics().disconnected();
        }
    }

    /** Ends the session: from now on nothing is delivered to it or stored. */
    void end() {
        ended = true;
        forgetAll();
    }

    /** Hands over all undelivered messages, and those that other threads may be about to deliver. */
    void handOver() {
        sender.giveUp(shared.heir());
        inbox.drainAll();
        account.close();
    }

    /** What it takes of the memory. */
    MemoryAccount account() {
        return account;
    }

    boolean isEnded() {
        return ended;
    }

    /** How long it lives without a client, and its Will. */
    public Lifetime lifetime() {
        return lifetime;
    }

    // ---- the session's event loop only: its parts

    public ClientSubscriptions subscriptions() {
        return subscriptions;
    }

    /** What the client publishes. */
    public Incoming incoming() {
        return incoming;
    }

    /** Sends the messages for the client. */
    public Sender sender() {
        return sender;
    }

    /** Sends as much as the client accepts. */
    public void pump() {
        if (pump != null) {
            pump.run();
        }
    }

    /** Takes the deliveries. */
    private final class Arrivals implements Inbox.Reader {
        @Override
        public void accept(Delivery delivery) {
            if (ended) {
                record.gate().together(() -> {
                    record.forget(delivery.number());
                    shared.heir().accept(delivery);
                });
            } else if (pump != null || delivery.qos() != QoS.AT_MOST_ONCE) {
                sender.add(delivery);
            }
        }

        @Override
        public void accepted() {
            if (pump != null) {
                pump.soon();
            }
        }

        @Override
        public void drained() {
            pump();
        }

        @Override
        public void refuse(Delivery delivery) {
            record.forget(delivery.number());
            shared.metrics().dropped();
        }
    }

    /** Restores what an earlier run of the broker has stored, before any client connects. */
    void restore(SessionState.Stored stored) {
        record.resume(stored.session());
        lifetime.restore(stored);
    }
}
