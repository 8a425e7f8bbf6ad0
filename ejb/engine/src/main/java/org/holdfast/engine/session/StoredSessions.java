package org.holdfast.engine.session;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.holdfast.engine.routing.Subscription;
import org.holdfast.engine.routing.SubscriptionTree;

/**
 * Makes sessions again of what the store has of them. Owned by the thread that loads.
 *
 * <p>A piece whose session is not there was left behind by a session that ended at the same moment as another thread
 * brought it something: it is taken out of the store.
 */
final class StoredSessions implements Consumer<SessionState> {
    private final SessionJournal journal;
    private final SubscriptionTree subscriptions;
    private final Function<String, Session> sessions;
    private final Map<Long, Session> byNumber = new HashMap<>();

    /**
     * Nothing has been read yet.
     *
     * @param sessions makes the session of a Client Identifier
     */
    StoredSessions(SessionJournal journal, SubscriptionTree subscriptions, Function<String, Session> sessions) {
        this.journal = journal;
        this.subscriptions = subscriptions;
        this.sessions = sessions;
    }

    @Override
    public void accept(SessionState state) {
        journal.observe(state.session());
        if (state instanceof SessionState.Queued queued) {
            journal.observe(queued.number());
        }
        Session session = state instanceof SessionState.Stored stored
                ? byNumber.computeIfAbsent(stored.session(), number -> sessions.apply(stored.clientId()))
                : byNumber.get(state.session());
        if (session == null) {
            journal.remove(state.key());
        } else if (state instanceof SessionState.Subscribed subscribed) {
            Subscription subscription = subscription(session, subscribed);
            session.restore(subscription);
            subscriptions.add(subscription);
        } else {
            session.restore(state);
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
