package org.holdfast.beans.audit;

import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.holdfast.beans.problem.UnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes entries to the audit log. Those that the database rejects wait in memory, in order, until it accepts them: actions during
 * a failure of the database are recorded too. Any thread.
 */
final class WaitingEntries {
    /** The maximum number of waiting entries. */
    static final int MOST = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(WaitingEntries.class);

    private final BooleanSupplier takesChanges;
    private final Consumer<NewEntry> log;
    private final Queue<NewEntry> waiting = new LinkedBlockingQueue<>(MOST);
    private final ReentrantLock oneWriter = new ReentrantLock();

    /**
     * Creates an empty queue.
     *
     * @param takesChanges whether the database accepted the last changes; if not, no write is tried, which would take a minute
     * @param log writes an entry; throws {@link UnavailableException} when the database rejects it
     */
    WaitingEntries(BooleanSupplier takesChanges, Consumer<NewEntry> log) {
        this.takesChanges = takesChanges;
        this.log = log;
    }

    /** Writes an entry, now or later. */
    void add(NewEntry entry) {
        if (!waiting.isEmpty() || !takesChanges.getAsBoolean()) {
            await(entry, "the database does not accept changes");
            return;
        }
        try {
            log.accept(entry);
        } catch (UnavailableException e) {
            await(entry, e.getMessage());
        }
    }

    private void await(NewEntry entry, @Nullable String reason) {
        if (waiting.offer(entry)) {
            LOG.warn("Waiting for the database to write to the audit log: {}: {}", entry, reason);
        } else {
            LOG.error("Audit entry dropped, because {} entries already wait for the database: {}", MOST, entry);
        }
    }

    /** Writes the waiting entries, as long as the database accepts them. */
    void write() {
        if (waiting.isEmpty() || !takesChanges.getAsBoolean() || !oneWriter.tryLock()) {
            return;
        }
        try {
            for (NewEntry next; (next = waiting.peek()) != null; waiting.remove()) {
                log.accept(next);
            }
        } catch (UnavailableException e) {
            LOG.debug("{} audit entries wait for the database: {}", waiting.size(), e.getMessage());
        } finally {
            oneWriter.unlock();
        }
    }
}
