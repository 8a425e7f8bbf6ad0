package org.holdfast.engine.session;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.holdfast.engine.log.LogText;
import org.holdfast.engine.routing.Subscription;
import org.holdfast.engine.routing.SubscriptionTree;
import org.holdfast.engine.session.store.SessionJournal;
import org.holdfast.engine.session.store.SessionState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores the sessions of the store. Owned by the thread that loads.
 *
 * <p>A piece without a session was left behind when its session ended while another thread delivered to it: it is
 * deleted from the store.
 */
final class StoredSessions implements SessionState.Visitor<RuntimeException> {
    private static final Logger LOG = LoggerFactory.getLogger(StoredSessions.class);

    /** How many of the sessions with messages in the store only are named. */
    private static final int NAMED = 10;

    private final SessionJournal journal;
    private final SubscriptionTree subscriptions;
    private final Function<SessionState.Stored, Session> sessions;
    private final RetainedFeedSource feeds;
    private final SharedBySessions shared;
    private final Map<Long, Session> byNumber = new HashMap<>();

    /**
     * Starts empty.
     *
     * @param sessions creates a session
     * @param feeds supplies the retained messages that subscriptions are still owed
     * @param shared has the memory that the messages may take
     */
    StoredSessions(
            SessionJournal journal,
            SubscriptionTree subscriptions,
            Function<SessionState.Stored, Session> sessions,
            RetainedFeedSource feeds,
            SharedBySessions shared) {
        this.journal = journal;
        this.subscriptions = subscriptions;
        this.sessions = sessions;
        this.feeds = feeds;
        this.shared = shared;
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
        if (shared.memory().isExhausted()) {
            leaveLargest();
        }
        restore(queued, session -> {
            if (!session.record().isLeftOnDisk()) {
                session.sender().restore(queued);
            }
        });
    }

    /**
     * Takes the messages of the sessions that hold most out of memory, so that as few clients as possible are affected. The
     * messages stay in the store.
     */
    private void leaveLargest() {
        Iterator<Session> largest = byNumber.values().stream()
                .filter(session -> !session.record().isLeftOnDisk())
                .sorted(Comparator.comparingLong(
                                (Session session) -> session.account().weight())
                        .reversed())
                .iterator();
        while (shared.memory().excess() > 0 && largest.hasNext()) {
            Session session = largest.next();
            session.record().leaveOnDisk();
            session.sender().giveUp(delivery -> {});
            shared.metrics().leftOnDisk(1);
        }
    }

    /** Logs which sessions have messages in the store only. Called when everything has been read. */
    void logLeft() {
        List<String> left = byNumber.values().stream()
                .filter(session -> session.record().isLeftOnDisk())
                .map(session -> LogText.of(session.clientId()))
                .toList();
        if (!left.isEmpty()) {
            LOG.warn(
                    "The stored messages of {} sessions do not fit into holdfast.memory.max-bytes ({}) and stay on disk. Their"
                            + " clients are refused, and nothing is queued for them, until a start with more memory: {}",
                    left.size(),
                    shared.memory().maximum(),
                    left.subList(0, Math.min(left.size(), NAMED)));
        }
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
