package org.holdfast.engine.commit;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries changes to the store, batch after batch: while one commit runs the next batch gathers, so that a batch is as large
 * as the store is slow.
 *
 * <p>The one writer. {@link #run} belongs to one thread of the host; everything else may be called by any thread.
 */
public final class GroupCommit implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private final Transactor transactor;
    private volatile CommitConfig config;
    private final Clock clock;
    private final Gate gate = new Gate();
    private final List<Changes> kinds = new CopyOnWriteArrayList<>();
    private final List<Runnable> preparations = new CopyOnWriteArrayList<>();

    private final Queue<CommitWaiter> waiters = new ConcurrentLinkedQueue<>();
    private final Queue<CommitWaiter> bystanders = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean requested = new AtomicBoolean();
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean stopping;
    private volatile CommitStatus status = CommitStatus.NONE;

    /** What one flush takes along. */
    private record Batch(List<Changes.Batch> kinds, List<CommitWaiter> waiters) {
        int size() {
            return kinds.stream().mapToInt(Changes.Batch::size).sum();
        }
    }

    /** A loop that is not running yet, and has nothing to write. */
    public GroupCommit(CommitConfig config, Transactor transactor, Clock clock) {
        this.config = config;
        this.transactor = transactor;
        this.clock = clock;
    }

    /** From now on changes wait like this. */
    public void reconfigure(CommitConfig other) {
        config = other;
    }

    /** What everybody passes who changes something. */
    public Gate gate() {
        return gate;
    }

    /** From now on these are part of each flush, written after those that were added before. */
    public void add(Changes changes) {
        kinds.add(changes);
    }

    /** From now on this runs on the flushing thread before each batch is taken. */
    public void beforeEachFlush(Runnable preparation) {
        preparations.add(preparation);
    }

    /** Asks for a flush. A request made while one runs is served by the next. */
    public void request() {
        if (!requested.get() && requested.compareAndSet(false, true)) {
            wake.release();
        }
    }

    /** Asks for a flush if enough changes wait for one. */
    public void requestIfMany(ChangeBuffer<?, ?> changes) {
        if (changes.size() >= config.flushThreshold()) {
            request();
        }
    }

    /** Whether so many changes wait that another one, of a key that has none, is too much. */
    public boolean isFull(ChangeBuffer<?, ?> changes) {
        return changes.size() >= config.maximumWaiting();
    }

    /** Whether the changes take so much memory that no further one may wait. */
    public boolean isAtByteLimit(ChangeBuffer<?, ?> changes) {
        return changes.bytes() >= config.maximumWaitingBytes();
    }

    /** Whether half of what may wait does. */
    public boolean isHalfFull(ChangeBuffer<?, ?> changes) {
        return changes.size() >= config.maximumWaiting() / 2;
    }

    /** Whether publishers should be slowed down: the store works, but does not keep up. */
    public boolean isCongested(ChangeBuffer<?, ?> changes) {
        return isHalfFull(changes) && isHealthy();
    }

    /**
     * Tells the waiter when everything is committed that has been changed so far. It is put in after its change, and waiters are
     * taken out before changes: so the change of a waiter is in the same batch, or in an earlier one.
     */
    public void await(CommitWaiter waiter) {
        waiters.add(waiter);
        request();
    }

    /** Is done when everything is committed that has been changed so far; what depends on it runs on the thread that commits. */
    public CompletableFuture<Void> committed() {
        CompletableFuture<Void> committed = new CompletableFuture<>();
        await(CommitWaiter.of(Runnable::run, () -> committed.complete(null)));
        return committed;
    }

    /** Tells somebody when the next flush is over, however it ends; at once when the store has failed. */
    public void awaitFlush(CommitWaiter bystander) {
        bystanders.add(bystander);
        if (status.failure() != null) { // the flush that failed may have told the others already
            tell(drain(bystanders));
        }
        request();
    }

    /** Ends {@link #run} after the batch that it is writing. */
    public void stop() {
        stopping = true;
        wake.release();
    }

    /** What has happened so far. */
    public CommitStatus status() {
        return status;
    }

    /** Whether the last flush succeeded. */
    public boolean isHealthy() {
        return status.failure() == null;
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

    /** Writes what waits, on the calling thread; false when the store failed and everything waits again. */
    public synchronized boolean flush() {
        preparations.forEach(this::prepare);
        boolean written = writeBatch();
        tell(drain(bystanders));
        return written;
    }

    private void prepare(Runnable preparation) {
        try {
            preparation.run();
        } catch (RuntimeException | Error e) { // what waits is to be written all the same
            LOG.error("A task before a flush failed", e);
        }
    }

    private boolean writeBatch() {
        List<CommitWaiter> waiting = drain(waiters);
        Batch batch = new Batch(gate.alone(this::takeAll), waiting);
        try {
            write(batch);
        } catch (RuntimeException | Error failure) { // also an Error: without this thread nothing would be acknowledged
            batch.kinds().forEach(Changes.Batch::restore);
            waiters.addAll(waiting);
            failed(failure, batch.size());
            return false;
        }
        batch.kinds().forEach(Changes.Batch::committed);
        tell(waiting);
        return true;
    }

    private List<Changes.Batch> takeAll() {
        List<Changes.Batch> taken = new ArrayList<>(kinds.size());
        kinds.forEach(changes -> taken.add(changes.take()));
        return taken;
    }

    private void write(Batch batch) {
        int size = batch.size();
        if (size == 0) {
            return;
        }
        long begin = System.nanoTime();
        transactor.commit(() ->
                batch.kinds().stream().filter(changes -> changes.size() > 0).forEach(Changes.Batch::write));
        Duration time = Duration.ofNanos(System.nanoTime() - begin);
        if (status.failure() != null) {
            LOG.info("The store works again; {} changes committed", size);
        }
        status = status.committed(clock.millis(), time, size);
    }

    private void failed(Throwable failure, int changes) {
        String reason = rootMessage(failure);
        if (status.failure() == null) {
            LOG.error(
                    "The store failed ({}); retrying {} changes in memory every {} ms",
                    reason,
                    changes,
                    config.resendInterval().toMillis());
            LOG.debug("The failure of the store", failure);
        }
        status = status.failed(reason);
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
        long deadline = System.nanoTime() + config.resendInterval().toNanos();
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

    private static List<CommitWaiter> drain(Queue<CommitWaiter> queue) {
        List<CommitWaiter> drained = new ArrayList<>();
        for (CommitWaiter waiter; (waiter = queue.poll()) != null; ) {
            drained.add(waiter);
        }
        return drained;
    }

    /** One task for each executor, however many of its waiters were in the batch. */
    private static void tell(List<CommitWaiter> waiters) {
        IdentityHashMap<Executor, List<CommitWaiter>> groups = new IdentityHashMap<>();
        for (CommitWaiter waiter : waiters) {
            groups.computeIfAbsent(waiter.executor(), executor -> new ArrayList<>())
                    .add(waiter);
        }
        groups.forEach((executor, group) -> executor.execute(() -> group.forEach(GroupCommit::tell)));
    }

    /** A failure of one waiter is not the others'. */
    private static void tell(CommitWaiter waiter) {
        try {
            waiter.committed();
        } catch (RuntimeException | Error e) {
            LOG.error("Failed to acknowledge a commit", e);
        }
    }
}
