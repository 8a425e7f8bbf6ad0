package org.holdfast.engine.session;

import java.util.concurrent.Executor;
import org.holdfast.engine.loop.EventLoop;
import org.holdfast.engine.loop.SessionLoop;
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
    private final String clientId;
    private final SharedBySessions shared;
    private final SessionRecord record;
    private final Lifetime lifetime;
    private final Inbox inbox;
    private final SessionLoop loop;
    private volatile boolean connected;
    private ClientStatus.@Nullable Attached client;
    private boolean promised;
    private volatile boolean ended;

    private final ClientSubscriptions subscriptions;
    private final Incoming incoming;
    private final Sender sender;
    private final Congestion congestion = new Congestion();
    private @Nullable Pump pump;

    /** Creates a new session. */
    Session(String clientId, SharedBySessions shared, EventLoop first) {
        this.clientId = clientId;
        this.shared = shared;
        this.loop = new SessionLoop(first);
        this.record = new SessionRecord(shared.journal(), clientId);
        this.lifetime = new Lifetime(record);
        this.inbox = new Inbox(shared.config().maximumQueuedMessages());
        this.incoming = new Incoming(record);
        this.sender = new Sender(shared.sending(), shared.clock(), shared.onDrop(), record, loop);
        this.subscriptions = new ClientSubscriptions(record, sender::cancel);
    }

    // ---- any thread

    @Override
    public String clientId() {
        return clientId;
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
        Delivery kept = record.keep(delivery);
        put(kept);
        return kept.isStored() ? Taken.TO_BE_STORED : Taken.IN_MEMORY;
    }

    @Override
    public boolean hasRoomFor(QoS qos) {
        return qos == QoS.AT_MOST_ONCE || !record.isFull();
    }

    private void put(Delivery delivery) {
        if (loop.isHere() && inbox.isEmpty()) {
            accept(delivery);
            if (pump != null) {
                pump.soon();
            }
            return;
        }
        switch (inbox.put(delivery)) {
            case WAKE -> loop.execute(this::drainInbox);
            case QUIET -> {}
            case FULL -> {
                record.forget(delivery.number());
                shared.metrics().dropped();
            }
        }
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
        promised = false;
        client = ClientStatus.Attached.of(
                to.peer(), connect, userName, shared.clock().millis());
        if (!connected) {
            connected = true;
            shared.metrics().connected();
        }
        lifetime.connected(connect.will(), grantedExpiryInterval);
        save();
        Pump ofThisConnection = new Pump(to, sender, congestion);
        sender.begin(to, connect.receiveMaximum(), ofThisConnection::soon);
        pump = ofThisConnection;
    }

    ClientStatus status() {
        return new ClientStatus(
                clientId,
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

    /** Moves to the loop of the connection on which the client reconnects, which is to {@link #attach} it. */
    void moveTo(EventLoop other) {
        assert pump == null;
        promised = true;
        loop.moveTo(other);
    }

    /** Whether the session is promised to a connection that has not attached it yet. */
    boolean isPromised() {
        return promised;
    }

    /** Ends the session: from now on nothing is delivered to it or stored. */
    void end() {
        ended = true;
        forgetAll();
    }

    /** Hands over all undelivered messages, and those that other threads may be about to deliver. */
    void handOver() {
        sender.giveUp(shared.heir());
        inbox.drain(this::accept);
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

    private void drainInbox() {
        inbox.drain(this::accept);
        pump();
    }

    private void accept(Delivery delivery) {
        if (ended) {
            record.gate().together(() -> {
                record.forget(delivery.number());
                shared.heir().accept(delivery);
            });
        } else if (pump != null || delivery.qos() != QoS.AT_MOST_ONCE) {
            sender.add(delivery);
        }
    }

    /** Restores what an earlier run of the broker has stored, before any client connects. */
    void restore(SessionState.Stored stored) {
        record.resume(stored.session());
        lifetime.restore(stored);
    }
}
