package org.holdfast.engine.session;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.holdfast.engine.routing.Subscription;
import org.holdfast.engine.routing.SubscriptionTree;
import org.holdfast.engine.session.store.SessionJournal;
import org.holdfast.engine.session.store.SessionState;
import org.jspecify.annotations.Nullable;

/**
 * Restores the sessions of the store. Owned by the thread that loads.
 *
 * <p>A piece without a session was left behind when its session ended while another thread delivered to it: it is
 * deleted from the store.
 */
final class StoredSessions implements SessionState.Visitor<RuntimeException> {
    private final SessionJournal journal;
    private final SubscriptionTree subscriptions;
    private final Function<SessionState.Stored, Session> sessions;
    private final RetainedFeedSource feeds;
    private final Map<Long, Session> byNumber = new HashMap<>();

    /**
     * Starts empty.
     *
     * @param sessions creates a session
     * @param feeds supplies the retained messages that subscriptions are still owed
     */
    StoredSessions(
            SessionJournal journal,
            SubscriptionTree subscriptions,
            Function<SessionState.Stored, Session> sessions,
            RetainedFeedSource feeds) {
        this.journal = journal;
        this.subscriptions = subscriptions;
        this.sessions = sessions;
        this.feeds = feeds;
    }

    @Override
    public void stored(SessionState.Stored stored) {
        journal.observe(stored.session());
        byNumber.computeIfAbsent(stored.session(), number -> sessions.apply(stored))
                .restore(stored);
    }

    @Override
    public void subscribed(SessionState.Subscribed subscribed) {
        restore(subscribed, session -> {
            Subscription subscription = subscription(session, subscribed);
            session.subscriptions().restore(subscription);
            subscriptions.add(subscription);
        });
    }

    @Override
    public void owed(SessionState.Owed owed) {
        restore(owed, session -> session.sender()
                .restore(owed.filter(), feeds.resume(session, owed.filter(), owed.after())));
    }

    @Override
    public void queued(SessionState.Queued queued) {
        journal.observe(queued.number());
        restore(queued, session -> session.sender().restore(queued));
    }

    @Override
    public void received(SessionState.Received received) {
        restore(received, session -> session.incoming().restore(received.packetId()));
    }

    private void restore(SessionState piece, Consumer<Session> restoration) {
        journal.observe(piece.session());
        @Nullable Session session = byNumber.get(piece.session());
        if (session == null) {
            journal.remove(piece.key());
        } else {
            restoration.accept(session);
        }
    }

    private static Subscription subscription(Session session, SessionState.Subscribed state) {
        return new Subscription(
                session,
                state.filter(),
                state.qos(),
                state.noLocal(),
                state.retainAsPublished(),
                state.retainHandling(),
                state.identifier());
    }
}
