package org.holdfast.engine.session;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.holdfast.engine.packet.Connect;
import org.holdfast.engine.packet.ReasonCode;
import org.holdfast.engine.packet.Will;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.routing.Subscription;
import org.holdfast.engine.routing.SubscriptionTree;
import org.holdfast.engine.topic.TopicFilter;
import org.jspecify.annotations.Nullable;

/**
 * All sessions by Client Identifier: who takes over from whom, and when a session ends (sections 3.1.2.4, 3.1.2.11.2 and
 * 3.1.4).
 *
 * <p>The map may be used by any thread; what happens to a session happens on the session's own loop.
 */
public final class SessionRegistry {
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final SubscriptionTree subscriptions;
    private final SessionConfig config;
    private final SessionMetrics metrics;
    private final WillPublisher willPublisher;

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

    /** How the sessions fare. */
    public SessionStatus status() {
        return metrics.status(sessions.size());
    }

    /** Grants a session, new or taken over from an earlier connection. Called on the claim's loop. */
    public void claim(Claim claim) {
        Session fresh = new Session(claim.clientId(), config, metrics, claim.eventLoop(), this::handOver);
        Session existing = sessions.putIfAbsent(claim.clientId(), fresh);
        if (existing == null) {
            claim.granted(fresh, false);
        } else {
            existing.onLoop(() -> takeOver(existing, claim));
        }
    }

    /** On the loop of the existing session. */
    private void takeOver(Session existing, Claim claim) {
        if (existing.isPromised()) { // to a connection that nobody could tell yet
            existing.onLoop(() -> takeOver(existing, claim));
            return;
        }
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
        if (session.expiryInterval() != Connect.NO_EXPIRY) {
            Duration expiry = Duration.ofSeconds(session.expiryInterval());
            session.endsAt(from.eventLoop().schedule(expiry, () -> expire(session)));
        }
        if (will != null) {
            publishAfterDelay(will, session, from.eventLoop());
        }
    }

    private void publishAfterDelay(Will will, Session session, EventLoop loop) {
        if (will.delayInterval() == 0) {
            publish(will, session);
        } else { // the end of the session publishes it, if that comes first [MQTT-3.1.3-9]
            Duration delay = Duration.ofSeconds(will.delayInterval());
            session.delayWill(will, loop.schedule(delay, () -> publish(session.takeWill(), session)));
        }
    }

    private static void returned(Session session) {
        session.cancelTimers();
        session.discardWill(); // it came back in time [MQTT-3.1.3-9]
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
        session.end();
        sessions.remove(session.clientId(), session);
        for (Subscription subscription : session.subscriptions()) {
            subscriptions.remove(session, subscription.filter());
        }
        session.handOver();
        session.cancelTimers();
        publish(session.takeWill(), session);
    }

    private void handOver(Delivery delivery) {
        TopicFilter shared = delivery.shared();
        if (shared != null && delivery.isForAnotherAtTheEnd()) {
            subscriptions.handOver(delivery.message(), shared);
        }
    }

    private void publish(@Nullable Will will, Session session) {
        if (will != null) {
            willPublisher.publish(will, session.clientId());
        }
    }
}
