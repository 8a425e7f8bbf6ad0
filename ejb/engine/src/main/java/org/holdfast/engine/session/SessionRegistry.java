package org.holdfast.engine.session;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.holdfast.engine.loop.EventLoop;
import org.holdfast.engine.memory.MemoryBudget;
import org.holdfast.engine.message.MqttException;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.packet.Will;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.routing.Subscription;
import org.holdfast.engine.routing.SubscriptionTree;
import org.holdfast.engine.session.sending.Outbound;
import org.holdfast.engine.session.store.Owner;
import org.holdfast.engine.session.store.SessionJournal;
import org.holdfast.engine.session.store.SessionRecord;
import org.holdfast.engine.session.store.SessionStore;
import org.holdfast.engine.topic.TopicFilter;
import org.jspecify.annotations.Nullable;

/**
 * All sessions by Client Identifier, their takeover and their end (sections 3.1.2.4, 3.1.2.11.2 and 3.1.4).
 *
 * <p>Any thread may use the map; a session changes on its own loop only.
 */
public final class SessionRegistry {
    public static final String MEMORY_IS_SHORT = "the broker's memory is short"; // in Reason Strings

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final SubscriptionTree subscriptions;
    private final Clock clock;
    private final SessionMetrics metrics = new SessionMetrics();
    private final SessionJournal journal;
    private final WillPublisher willPublisher;
    private final SharedBySessions shared;
    private final Claims claims;

    /** A connection's claim to a session. */
    public interface Claim {
        String clientId();

        /** Whose client it is. */
        Owner owner();

        /** Whether an existing session is to be discarded [MQTT-3.1.2-4]. */
        boolean cleanStart();

        /** The loop of the connection, on which {@link #granted} or {@link #refused} is called. */
        EventLoop eventLoop();

        /**
         * Called when the session is granted; it is not attached to any connection.
         *
         * @param present whether it existed before [MQTT-3.2.2-2]
         */
        void granted(Session session, boolean present);

        /** Called when the session is refused. */
        void refused(MqttException reason);
    }

    /** Starts without sessions: {@link #load} reads those of the store. */
    public SessionRegistry(
            SubscriptionTree subscriptions,
            SessionConfig config,
            Clock clock,
            SessionJournal journal,
            WillPublisher willPublisher) {
        this.subscriptions = subscriptions;
        this.clock = clock;
        this.journal = journal;
        this.willPublisher = willPublisher;
        MemoryBudget memory = new MemoryBudget(config.maximumMemory());
        this.shared = SharedBySessions.of(config, clock, metrics, memory, journal, this::handOver);
        this.claims = new Claims(sessions, shared, journal, this::session, this::end);
    }

    /** Returns the status of the sessions. */
    public SessionStatus status() {
        return metrics.status(sessions.size(), journal.waiting(), shared.memory());
    }

    /** All sessions, in no particular order; they may change meanwhile. */
    public Stream<Session> all() {
        return sessions.values().stream();
    }

    /** The session of a client, or null. */
    public @Nullable Session find(String clientId) {
        return sessions.get(clientId);
    }

    /** Passes the status of a session to the consumer, on the session's loop. */
    public void status(Session session, Consumer<ClientStatus> consumer) {
        session.loop().execute(() -> consumer.accept(session.status()));
    }

    /**
     * Disconnects a client.
     *
     * @param andItsSession whether the session ends too, as if it had expired
     * @return completes when this is done and committed
     */
    public CompletableFuture<Void> disconnect(Session session, boolean andItsSession) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        onceKept(session, () -> {
            Outbound connection = session.outbound();
            if (connection != null) {
                connection.disconnect(ReasonCode.ADMINISTRATIVE_ACTION, "an administrator closed the connection");
            }
            boolean wasStored = session.isStored();
            if (andItsSession) {
                end(session);
            }
            if (wasStored) {
                journal.await(session.loop().current(), () -> done.complete(null));
            } else {
                done.complete(null);
            }
        });
        return done;
    }

    /**
     * Restores the sessions of an earlier run of the broker. Called once, before any client can connect.
     *
     * @param loops gives each of them a loop
     * @param feeds gives their subscriptions the retained messages that they are still owed
     */
    public void load(SessionStore store, Supplier<EventLoop> loops, RetainedFeedSource feeds) {
        StoredSessions all = new StoredSessions(
                journal,
                subscriptions,
                stored -> {
                    Session session = session(stored.clientId(), stored.owner(), loops.get());
                    sessions.put(stored.clientId(), session);
                    return session;
                },
                feeds,
                shared);
        store.readAll(state -> state.accept(all));
        all.logLeft();
    }

    /** Continues the sessions of an earlier run, without connections. Called once, before any client can connect. */
    public void open() {
        shared.memory().onShortage(new MemoryRelief(shared.memory(), sessions.values(), this::end)::begin);
        for (Session session : sessions.values()) {
            session.loop().execute(() -> away(session));
        }
    }

    /** Grants a session, new or taken over from an earlier connection. Called on the claim's loop. */
    public void claim(Claim claim) {
        claims.claim(claim);
    }

    private Session session(String clientId, Owner owner, EventLoop loop) {
        return new Session(new SessionRecord(journal, clientId, owner), shared, loop);
    }

    /** Whether nothing new that takes memory should be begun. */
    public boolean isMemoryShort() {
        return shared.memory().isExhausted();
    }

    /** Runs a task on the session's loop, as soon as the session is not promised to a connection. */
    static void onceKept(Session session, Runnable task) {
        session.loop().execute(() -> runOnceKept(session, task));
    }

    private static void runOnceKept(Session session, Runnable task) {
        if (session.loop().isMoving()) {
            session.loop().later(() -> runOnceKept(session, task));
        } else {
            task.run();
        }
    }

    /** Called when the connection of a session has closed, or the client has sent DISCONNECT. On the session's loop. */
    public void disconnected(Session session, Outbound from) {
        if (session.outbound() == from) {
            session.detach();
            away(session);
        }
    }

    /** Ends a disconnected session if its Session Expiry Interval is 0; otherwise starts, or continues, its wait. */
    private void away(Session session) {
        if (session.lifetime().expiryInterval() == 0) {
            end(session);
            return;
        }
        session.lifetime().away(clock.millis(), session.loop(), () -> expire(session), will -> publish(will, session));
    }

    /** On the session's loop. */
    private void expire(Session session) {
        if (!session.isEnded()) {
            metrics.expired();
            end(session);
        }
    }

    /** On the session's loop. */
    private void end(Session session) {
        if (session.isEnded()) {
            return;
        }
        try {
            journal.gate().together(() -> endWithItsWill(session));
        } finally {
            sessions.remove(
                    session.clientId(), session); // the next one may begin: what it publishes is newer than the Will
        }
    }

    private void endWithItsWill(Session session) {
        Will will = session.lifetime().end();
        if (session.record().isLeftOnDisk()) {
            metrics.leftOnDisk(-1);
        }
        session.end();
        for (Subscription subscription : session.subscriptions().all()) {
            subscriptions.remove(session, subscription.filter());
        }
        session.handOver();
        if (will != null) {
            publish(will, session);
        }
    }

    private void handOver(Delivery delivery) {
        TopicFilter shared = delivery.shared();
        if (shared != null && delivery.isForAnotherAtTheEnd()) {
            subscriptions.handOver(delivery.message(), shared);
        }
    }

    private void publish(Will will, Session session) {
        willPublisher.publish(will, session.clientId());
    }
}
