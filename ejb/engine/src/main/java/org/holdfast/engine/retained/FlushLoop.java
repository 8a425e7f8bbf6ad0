package org.holdfast.engine.retained;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries changes from the buffer to the store, batch after batch: while one commit runs the next batch gathers.
 *
 * <p>The one writer. {@link #run} belongs to one thread of the host; everything else may be called by any thread.
 */
final class FlushLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(FlushLoop.class);

    private final ChangeBuffer buffer;
    private final RetainedStore store;
    private final Duration resendInterval;
    private final Clock clock;
    private final Runnable beforeFlush;

    private final Queue<CommitWaiter> bystanders = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean requested = new AtomicBoolean();
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean stopping;
    private volatile History history = new History(0, 0, 0, 0, null);

    /** What has happened so far; replaced as a whole by the flushing thread. */
    record History(
            long lastCommit,
            long lastCommitMillis,
            long committedChanges,
            long commits,
            @Nullable String failure) {
        History committed(long now, long millis, int changes) {
            return new History(now, millis, committedChanges + changes, commits + 1, null);
        }

        History failed(String reason) {
            return new History(lastCommit, lastCommitMillis, committedChanges, commits, reason);
        }
    }

    /**
     * A loop that is not running yet.
     *
     * @param beforeFlush runs on the flushing thread before each batch is taken
     */
    FlushLoop(ChangeBuffer buffer, RetainedStore store, Duration resendInterval, Clock clock, Runnable beforeFlush) {
        this.buffer = buffer;
        this.store = store;
        this.resendInterval = resendInterval;
        this.clock = clock;
        this.beforeFlush = beforeFlush;
    }

    /** Asks for a flush. A request made while one runs is served by the next. */
    void request() {
        if (!requested.get() && requested.compareAndSet(false, true)) {
            wake.release();
        }
    }

    /** Tells somebody when the next flush is over, however it ends; at once when the store has failed. */
    void afterFlush(CommitWaiter bystander) {
        bystanders.add(bystander);
        if (history.failure() != null) { // the flush that failed may have told the others already
            tellBystanders();
        }
    }

    private void tellBystanders() {
        List<CommitWaiter> watching = new ArrayList<>();
        for (CommitWaiter bystander; (bystander = bystanders.poll()) != null; ) {
            watching.add(bystander);
        }
        tell(watching);
    }

    /** Ends {@link #run} after the batch that it is writing. */
    void stop() {
        stopping = true;
        wake.release();
    }

    History history() {
        return history;
    }

    @Override
    public void run() {
        while (!stopping) {
            wake.acquireUninterruptibly();
            requested.set(false);
            if (!stopping && !flush()) {
                pause();
                request();
            }
        }
    }

    /** Writes what waits; false when the store failed and everything waits again. */
    synchronized boolean flush() {
        prepare();
        boolean written = writeBatch();
        tellBystanders();
        return written;
    }

    private void prepare() {
        try {
            beforeFlush.run();
        } catch (RuntimeException | Error e) { // what waits is to be written all the same
            LOG.error("Expired retained messages cannot be cleared", e);
        }
    }

    private boolean writeBatch() {
        ChangeBuffer.Batch batch = buffer.drain();
        if (batch.isEmpty()) {
            return true;
        }
        try {
            write(batch.changes());
        } catch (RuntimeException | Error failure) { // also an Error: without this thread nothing would be acknowledged
            buffer.restore(batch);
            failed(failure);
            return false;
        }
        buffer.committed(batch);
        tell(batch.waiters());
        return true;
    }

    private void write(List<RetainedChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        long begin = System.nanoTime();
        store.write(changes);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        if (history.failure() != null) {
            LOG.info("The store takes writes again; {} changes committed", changes.size());
        }
        history = history.committed(clock.millis(), millis, changes.size());
    }

    private void failed(Throwable failure) {
        String reason = rootMessage(failure);
        if (history.failure() == null) {
            LOG.error(
                    "The store failed ({}); {} changes wait in memory and are tried again every {} ms",
                    reason,
                    buffer.topics(),
                    resendInterval.toMillis());
            LOG.debug("The failure of the store", failure);
        }
        history = history.failed(reason);
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }

    /** Waits for the time between tries; requests change nothing about it, a stop does. */
    private void pause() {
        long deadline = System.nanoTime() + resendInterval.toNanos();
        long left;
        while (!stopping && (left = deadline - System.nanoTime()) > 0) {
            try {
                if (wake.tryAcquire(left, TimeUnit.NANOSECONDS)) {
                    requested.set(false);
                }
            } catch (InterruptedException e) {
                stopping = true;
                Thread.currentThread().interrupt();
            }
        }
    }

    /** One task for each executor, however many of its waiters were in the batch. */
    private static void tell(List<CommitWaiter> waiters) {
        IdentityHashMap<Executor, List<CommitWaiter>> groups = new IdentityHashMap<>();
        for (CommitWaiter waiter : waiters) {
            groups.computeIfAbsent(waiter.executor(), executor -> new ArrayList<>())
                    .add(waiter);
        }
        groups.forEach((executor, group) -> executor.execute(() -> group.forEach(CommitWaiter::committed)));
    }
}
