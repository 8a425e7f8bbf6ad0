package org.holdfast.engine.session;

import java.time.Clock;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.holdfast.engine.loop.EventLoop;
import org.holdfast.engine.loop.SessionLoop;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.packet.Connect;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.routing.Subscriber;
import org.holdfast.engine.routing.Subscription;
import org.holdfast.engine.session.Inflight.Answer;
import org.holdfast.engine.session.store.SessionJournal;
import org.holdfast.engine.session.store.SessionState;
import org.holdfast.engine.topic.TopicFilter;
import org.jspecify.annotations.Nullable;

/**
 * The Session State of one client (section 4.1).
 *
 * <p>Confined to its event loop, except for the methods of {@link Subscriber}; it moves to another loop when its client
 * reconnects on a connection there.
 */
public final class Session implements Subscriber {
    private final String clientId;
    private final SessionConfig config;
    private final Clock clock;
    private final SessionMetrics metrics;
    private final Consumer<Delivery> heir;
    private final SessionRecord record;
    private final Lifetime lifetime;
    private final Inbox inbox;
    private final SessionLoop loop;
    private volatile boolean connected;
    private ClientStatus.@Nullable Attached client;
    private long published;
    private boolean promised;
    private volatile boolean ended;
    private volatile boolean severalSubscriptions;

    private final Map<TopicFilter, Subscription> subscriptions = new LinkedHashMap<>();
    private final BitSet receivedIds = new BitSet();
    private final Sender sender;
    private final Congestion congestion = new Congestion();
    private @Nullable Pump pump;

    /** Creates a new session. */
    Session(String clientId, Surroundings surroundings, EventLoop first) {
        this.clientId = clientId;
        this.config = surroundings.config();
        this.clock = surroundings.clock();
        this.metrics = surroundings.metrics();
        this.loop = new SessionLoop(first);
        this.heir = surroundings.heir();
        this.record = new SessionRecord(surroundings.journal(), clientId);
        this.lifetime = new Lifetime(record);
        this.inbox = new Inbox(config.maximumQueuedMessages());
        this.sender = new Sender(config, clock, metrics, record, loop);
    }

    /**
     * The objects that all sessions share.
     *
     * @param heir gets the undelivered messages of a session that has ended
     */
    record Surroundings(
            SessionConfig config,
            Clock clock,
            SessionMetrics metrics,
            SessionJournal journal,
            Consumer<Delivery> heir) {}

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
        return severalSubscriptions;
    }

    @Override
    public Taken deliver(Delivery delivery) {
        if (!hasRoomFor(delivery.qos())) {
            metrics.dropped();
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
            pumpSoon();
            return;
        }
        switch (inbox.put(delivery)) {
            case WAKE -> loop.execute(this::drainInbox);
            case QUIET -> {}
            case FULL -> {
                record.forget(delivery.number());
                metrics.dropped();
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
        client = attached(to, connect, userName);
        if (!connected) {
            connected = true;
            metrics.connected();
        }
        lifetime.connected(connect.will(), grantedExpiryInterval);
        save();
        Pump ofThisConnection = new Pump(to, sender, congestion);
        sender.begin(to, connect.receiveMaximum(), ofThisConnection::soon);
        pump = ofThisConnection;
    }

    private ClientStatus.Attached attached(Outbound to, Connect connect, @Nullable String userName) {
        return new ClientStatus.Attached(
                connect.version(),
                to.peer().address(),
                to.peer().carrier(),
                userName,
                connect.keepAlive(),
                connect.cleanStart(),
                clock.millis());
    }

    ClientStatus status() {
        return new ClientStatus(
                clientId,
                connected ? client : null,
                lifetime.expiryInterval(),
                lifetime.expiresAt(),
                record.isStored(),
                subscriptions.size(),
                sender.traffic(published + publishedOtherwise()));
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
            subscriptions.keySet().forEach(record::unsubscribed);
            receivedIds.stream().forEach(record::released);
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
            pump.start(config.resendInterval());
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
        published += publishedOtherwise();
        if (pump != null) {
            pump.close();
            pump = null;
            sender.end();
            connected = false;
            metrics.disconnected();
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
        sender.giveUp(heir);
        inbox.drain(this::accept);
    }

    boolean isEnded() {
        return ended;
    }

    Lifetime lifetime() {
        return lifetime;
    }

    /** The Session Expiry Interval, in seconds. */
    public long expiryInterval() {
        return lifetime.expiryInterval();
    }

    /** Sets the Session Expiry Interval, which DISCONNECT may change, in seconds (section 3.14.2.2.2). */
    public void expiryInterval(long seconds) {
        lifetime.expiryInterval(seconds);
    }

    /** Discards the Will [MQTT-3.1.2-10]. */
    public void discardWill() {
        lifetime.discardWill();
    }

    // ---- the session's event loop only: subscriptions

    /** Adds a subscription, or replaces the one with an equal filter. */
    public void subscribed(Subscription subscription) {
        subscriptions.put(subscription.filter(), subscription);
        record.subscribed(subscription);
        severalSubscriptions = subscriptions.size() > 1;
    }

    /** Removes a subscription; returns false when there was none. */
    public boolean unsubscribed(TopicFilter filter) {
        boolean removed = subscriptions.remove(filter) != null;
        record.unsubscribed(filter);
        severalSubscriptions = subscriptions.size() > 1;
        sender.cancel(filter);
        return removed;
    }

    /** The current subscription with this filter, or null. */
    public @Nullable Subscription subscription(TopicFilter filter) {
        return subscriptions.get(filter);
    }

    Collection<Subscription> subscriptions() {
        return subscriptions.values();
    }

    /** Stores that a subscription, which is about to be stored, is owed its retained messages. */
    public void willOwe(TopicFilter filter) {
        record.owed(filter, null);
    }

    /** Owes a subscription its retained messages: {@link #feed} sends them, or else the next connection does. */
    public void owe(TopicFilter filter, RetainedFeed feed) {
        sender.owe(filter, feed);
    }

    /** Sends subscriptions the retained messages they are owed, as fast as the client accepts them. */
    public void feed(Collection<TopicFilter> filters) {
        sender.feed(filters);
        pumpSoon();
    }

    // ---- the session's event loop only: messages from the client

    /** Counts a message that the client has published. */
    public void published() {
        published++;
    }

    /** Whether a QoS 2 message with this identifier was accepted, and must not be published again [MQTT-4.3.3-10]. */
    public boolean hasReceived(int packetId) {
        return receivedIds.get(packetId);
    }

    /** Records the Packet Identifier of a QoS 2 message. */
    public void received(int packetId) {
        receivedIds.set(packetId);
        record.received(packetId);
    }

    /** Forgets a QoS 2 message that was released or refused; returns false when there was none with this identifier. */
    public boolean released(int packetId) {
        boolean known = receivedIds.get(packetId);
        receivedIds.clear(packetId);
        if (known) {
            record.released(packetId);
        }
        return known;
    }

    // ---- the session's event loop only: messages to the client

    /**
     * Handles PUBACK. As in the three methods below, an answer that does not match the state of its message is a protocol error.
     */
    public void acknowledged(int packetId) {
        completed(packetId, Answer.PUBACK);
    }

    /** Handles a PUBREC that refuses the message. */
    public void refused(int packetId) {
        completed(packetId, Answer.PUBREC);
    }

    public void completed(int packetId) {
        completed(packetId, Answer.PUBCOMP);
    }

    /** Frees the Packet Identifier, and so a place in the window. */
    private void completed(int packetId, Answer last) {
        if (sender.completed(packetId, last)) {
            pumpSoon();
        }
    }

    /** Handles PUBREC, which PUBREL answers; returns false when there is no such message. */
    public boolean releasing(int packetId) {
        return sender.releasing(packetId);
    }

    /** Sends as much as the client accepts. */
    public void pump() {
        if (pump != null) {
            pump.run();
        }
    }

    private void pumpSoon() {
        if (pump != null) {
            pump.soon();
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
                heir.accept(delivery);
            });
        } else if (pump != null || delivery.qos() != QoS.AT_MOST_ONCE) {
            sender.add(delivery);
        }
    }

    // ---- before any client connects: what an earlier run of the broker has stored

    void restore(SessionState.Stored stored) {
        record.resume(stored.session());
        lifetime.restore(stored);
    }

    void restore(Subscription subscription) {
        subscriptions.put(subscription.filter(), subscription);
        severalSubscriptions = subscriptions.size() > 1;
    }

    void restore(TopicFilter filter, RetainedFeed feed) {
        sender.restore(filter, feed);
    }

    void restore(SessionState.Queued queued) {
        sender.restore(queued);
    }

    void restore(SessionState.Received received) {
        receivedIds.set(received.packetId());
    }
}
