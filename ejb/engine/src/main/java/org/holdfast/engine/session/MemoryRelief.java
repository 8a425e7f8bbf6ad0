package org.holdfast.engine.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.holdfast.engine.log.LogText;
import org.holdfast.engine.log.Recurring;
import org.holdfast.engine.memory.MemoryBudget;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.session.sending.Outbound;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frees memory when sessions take more than their budget. Those that hold most give first, down to what the next ones hold:
 * messages that wait, the newest first; and if those are not most of it, the whole session.
 *
 * <p>Any thread. A session gives on its own loop.
 */
final class MemoryRelief {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryRelief.class);

    /** How many sessions give at once. */
    private static final int AT_ONCE = 64;

    /** What a session may keep in any case, in bytes. */
    private static final long SMALL = 16 << 10;

    /** How long after one that has found nothing to free the next may begin: each looks at all sessions. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final MemoryBudget budget;
    private final Collection<Session> sessions;
    private final Consumer<Session> end;
    private volatile long lastInVain = System.nanoTime() - PAUSE.toNanos();
    private final Recurring shortage = new Recurring();

    /**
     * Relieves a budget.
     *
     * @param sessions all sessions; they may change meanwhile
     * @param end ends a session, on its loop
     */
    MemoryRelief(MemoryBudget budget, Collection<Session> sessions, Consumer<Session> end) {
        this.budget = budget;
        this.sessions = sessions;
        this.end = end;
    }

    /** A session, and the bytes that it held when it was looked at. */
    private record Weighed(Session session, long weight) {}

    /** Starts one relief, unless the last one was in vain a moment ago. Called again only when the budget is relieved. */
    void begin() {
        if (System.nanoTime() - lastInVain < PAUSE.toNanos()) {
            budget.relieved();
            return;
        }
        List<Weighed> largest = largest();
        long level = Math.max(SMALL, level(largest, budget.excess()));
        List<Weighed> giving =
                largest.stream().filter(each -> each.weight > level).toList();
        log(giving);
        if (giving.isEmpty()) {
            lastInVain = System.nanoTime();
            budget.relieved();
            return;
        }
        AtomicInteger left = new AtomicInteger(giving.size());
        for (Weighed each : giving) {
            each.session.loop().execute(() -> {
                try {
                    give(each.session, each.weight - level);
                } finally {
                    if (left.decrementAndGet() == 0) {
                        budget.relieved();
                    }
                }
            });
        }
    }

    private List<Weighed> largest() {
        PriorityQueue<Weighed> smallestFirst = new PriorityQueue<>(Comparator.comparingLong(Weighed::weight));
        for (Session session : sessions) {
            smallestFirst.add(new Weighed(session, session.account().weight()));
            if (smallestFirst.size() > AT_ONCE) {
                smallestFirst.remove();
            }
        }
        List<Weighed> largest = new ArrayList<>(smallestFirst);
        largest.sort(Comparator.comparingLong(Weighed::weight).reversed());
        return largest;
    }

    /** Returns how much each may keep, so that the excess is gone: as much for all that must give. */
    private static long level(List<Weighed> largestFirst, long excess) {
        long sum = 0;
        for (int count = 1; count <= largestFirst.size(); count++) {
            sum += largestFirst.get(count - 1).weight;
            long level = (sum - excess) / count;
            if (count == largestFirst.size() || level >= largestFirst.get(count).weight) {
                return level;
            }
        }
        return 0;
    }

    private void give(Session session, long bytes) {
        boolean isLeftAlone = session.isEnded() || session.loop().isMoving(); // a connection is about to take it
        if (isLeftAlone || session.sender().shed(bytes) >= bytes / 2) {
            return;
        }
        Outbound connection = session.outbound();
        if (connection != null) {
            connection.disconnect(
                    ReasonCode.QUOTA_EXCEEDED,
                    SessionRegistry.MEMORY_IS_SHORT + ", and this client holds too much of it");
        }
        end.accept(session);
    }

    private void log(List<Weighed> giving) {
        if (shortage.toLog() == 0) {
            return;
        }
        if (giving.isEmpty()) {
            LOG.warn(
                    "The memory of clients is short ({} of {} bytes, holdfast.memory.max-bytes), and no client holds much of"
                            + " it. Refusing new sessions and subscriptions",
                    budget.used(),
                    budget.maximum());
        } else {
            LOG.warn(
                    "The memory of clients is short ({} of {} bytes, holdfast.memory.max-bytes). Dropping messages of {}"
                            + " clients that hold most, first of {}, which holds {} bytes. Logged at most every {} s",
                    budget.used(),
                    budget.maximum(),
                    giving.size(),
                    LogText.of(giving.get(0).session.clientId()),
                    giving.get(0).weight,
                    Recurring.INTERVAL.toSeconds());
        }
    }
}
