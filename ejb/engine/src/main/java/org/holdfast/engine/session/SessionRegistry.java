package org.holdfast.engine.session;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.holdfast.engine.packet.Connect;
import org.holdfast.engine.packet.ReasonCode;
import org.holdfast.engine.packet.Will;
import org.holdfast.engine.routing.Subscription;
import org.holdfast.engine.routing.SubscriptionTree;
import org.jspecify.annotations.Nullable;

/**
 * All sessions by Client Identifier: who takes over from whom, and when a session ends (sections 3.1.2.4, 3.1.2.11.2 and
 * 3.1.4).
 *
 * <p>The map may be used by any thread; what happens to a session happens on the session's own loop.
 */
public final class SessionRegistry {
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Map<Session, Absence> absences = new ConcurrentHashMap<>();
    private final SubscriptionTree subscriptions;
    private final SessionConfig config;
    private final SessionMetrics metrics;
    private final WillPublisher willPublisher;

    /** What is to happen while a client is away. Owned by its session's loop. */
    private record Absence(EventLoop.Timer expiry, EventLoop.Timer will) {
        void over() {
            expiry.cancel();
            will.cancel();
        }
    }

    /** Who wants a session. */
    public interface Claim {
        /** The Client Identifier. */
        String clientId();

        /** Whether an existing session is to be discarded [MQTT-3.1.2-4]. */
        boolean cleanStart();

        /** The loop of the connection, on which {@link #granted} is called. */
        EventLoop eventLoop();

        /**
         * The session is the caller's, not attached to any connection.
         *
         * @param present whether it existed before [MQTT-3.2.2-2]
         */
        void granted(Session session, boolean present);
    }

    /** No sessions yet. */
    public SessionRegistry(
            SubscriptionTree subscriptions, SessionConfig config, SessionMetrics metrics, WillPublisher willPublisher) {
        this.subscriptions = subscriptions;
        this.config = config;
        this.metrics = metrics;
        this.willPublisher = willPublisher;
    }

    /** How many sessions there are, connected or not. */
    public int size() {
        return sessions.size();
    }

    /** The session of a client, or null. */
    public @Nullable Session find(String clientId) {
        return sessions.get(clientId);
    }

    /** Grants a session, new or taken over from an earlier connection. Called on the claim's loop. */
    public void claim(Claim claim) {
        Session fresh = new Session(claim.clientId(), config, metrics, claim.eventLoop());
        Session existing = sessions.putIfAbsent(claim.clientId(), fresh);
        if (existing == null) {
            claim.granted(fresh, false);
        } else {
            existing.onLoop(() -> takeOver(existing, claim));
        }
    }

    /** On the loop of the existing session. */
    private void takeOver(Session existing, Claim claim) {
        Outbound before = existing.outbound();
        if (before != null) {
            before.disconnect(
                    ReasonCode.SESSION_TAKEN_OVER, "another connection uses this Client Identifier"); // [MQTT-3.1.4-3]
            disconnected(existing, before);
        }
        if (claim.cleanStart() && !existing.isEnded()) {
            end(existing);
        }
        if (existing.isEnded()) {
            claim.eventLoop().execute(() -> claim(claim));
            return;
        }
        returned(existing);
        existing.moveTo(claim.eventLoop());
        claim.eventLoop().execute(() -> claim.granted(existing, true));
    }

    /** The connection of a session is gone, or the client said goodbye. On the session's loop. */
    public void disconnected(Session session, Outbound from) {
        if (!session.isAttachedTo(from)) {
            return; // another connection has taken the session over
        }
        session.detach();
        Will will = session.takeWill();
        if (session.expiryInterval() == 0) {
            end(session);
            publish(will, session);
            return;
        }
        EventLoop loop = from.eventLoop();
        absences.put(session, new Absence(expiry(session, loop), delay(will, session, loop)));
    }

    private EventLoop.Timer expiry(Session session, EventLoop loop) {
        return session.expiryInterval() == Connect.NO_EXPIRY
                ? EventLoop.Timer.NONE
                : loop.schedule(Duration.ofSeconds(session.expiryInterval()), () -> end(session));
    }

    private EventLoop.Timer delay(@Nullable Will will, Session session, EventLoop loop) {
        if (will == null) {
            return EventLoop.Timer.NONE;
        }
        if (will.delayInterval() == 0) {
            publish(will, session);
            return EventLoop.Timer.NONE;
        }
        session.restoreWill(will); // the end of the session publishes it, if that comes first [MQTT-3.1.3-9]
        return loop.schedule(Duration.ofSeconds(will.delayInterval()), () -> publish(session.takeWill(), session));
    }

    private void returned(Session session) {
        Absence absence = absences.remove(session);
        if (absence != null) {
            absence.over();
        }
        session.discardWill(); // it came back in time [MQTT-3.1.3-9]
    }

    /** On the session's loop. */
    private void end(Session session) {
        if (session.isEnded()) {
            return;
        }
        session.end();
        sessions.remove(session.clientId(), session);
        for (Subscription subscription : session.subscriptions()) {
            subscriptions.remove(session, subscription.filter());
        }
        Absence absence = absences.remove(session);
        if (absence != null) {
            absence.over();
        }
        publish(session.takeWill(), session);
    }

    private void publish(@Nullable Will will, Session session) {
        if (will != null) {
            willPublisher.publish(will, session.clientId());
        }
    }
}
