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
 * Writes changes to the store in batches: while one commit runs, the next batch gathers, so that batches grow as the
 * store gets slower.
 *
 * <p>The only writer. {@link #run} belongs to one thread of the host; any thread may call everything else.
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

    /** The changes and waiters of one flush. */
    private record Batch(List<Changes.Batch> kinds, List<CommitWaiter> waiters) {
        int size() {
            return kinds.stream().mapToInt(Changes.Batch::size).sum();
        }
    }

    /** Creates a group commit that is not running yet, with nothing to write. */
    public GroupCommit(CommitConfig config, Transactor transactor, Clock clock) {
        this.config = config;
        this.transactor = transactor;
        this.clock = clock;
    }

    /** Replaces the configuration. */
    public void reconfigure(CommitConfig other) {
        config = other;
    }

    /** The gate for all changes. */
    public Gate gate() {
        return gate;
    }

    /** Adds changes to each flush, written after those that were added before. */
    public void add(Changes changes) {
        kinds.add(changes);
    }

    /** Adds a task that runs on the flushing thread before each batch is taken. */
    public void beforeEachFlush(Runnable preparation) {
        preparations.add(preparation);
    }

    /** Requests a flush. A request made while one runs is served by the next. */
    public void request() {
        if (!requested.get() && requested.compareAndSet(false, true)) {
            wake.release();
        }
    }

    /** Requests a flush if enough changes wait for one. */
    public void requestIfMany(ChangeBuffer<?, ?> changes) {
        if (changes.size() >= config.flushThreshold()) {
            request();
        }
    }

    /** Whether the maximum number of changes waits, so that a change of a further key is rejected. */
    public boolean isFull(ChangeBuffer<?, ?> changes) {
        return changes.size() >= config.maximumWaiting();
    }

    /** Whether the waiting changes take the maximum of memory, so that further ones are rejected. */
    public boolean isAtByteLimit(ChangeBuffer<?, ?> changes) {
        return changes.bytes() >= config.maximumWaitingBytes();
    }

    /** Whether at least half of the permitted changes wait. */
    public boolean isHalfFull(ChangeBuffer<?, ?> changes) {
        return changes.size() >= config.maximumWaiting() / 2;
    }

    /** Whether publishers should be slowed down: the store works, but does not keep up. */
    public boolean isCongested(ChangeBuffer<?, ?> changes) {
        return isHalfFull(changes) && isHealthy();
    }

    /**
     * Calls the waiter when all changes made so far are committed. It is added after its change, and waiters are taken
     * before changes: so the change of a waiter is in the same batch, or in an earlier one.
     */
    public void await(CommitWaiter waiter) {
        waiters.add(waiter);
        request();
    }

    /** Returns a future that completes, on the committing thread, when all changes made so far are committed. */
    public CompletableFuture<Void> committed() {
        CompletableFuture<Void> committed = new CompletableFuture<>();
        await(CommitWaiter.of(Runnable::run, () -> committed.complete(null)));
        return committed;
    }

    /** Calls a waiter when the next flush ends, successful or not; at once when the store has failed. */
    public void awaitFlush(CommitWaiter bystander) {
        bystanders.add(bystander);
        if (status.failure() != null) { // the failed flush may have called the others already
            tell(drain(bystanders));
        }
        request();
    }

    /** Ends {@link #run} after its current batch. */
    public void stop() {
        stopping = true;
        wake.release();
    }

    /** The status of the commits so far. */
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

    /** Writes the waiting changes on the calling thread; returns false when the store failed and all wait again. */
    public synchronized boolean flush() {
        preparations.forEach(this::prepare);
        boolean written = writeBatch();
        tell(drain(bystanders));
        return written;
    }

    private void prepare(Runnable preparation) {
        try {
            preparation.run();
        } catch (RuntimeException | Error e) { // the waiting changes are written all the same
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

    /** Waits for the interval between retries; requests do not shorten it, a stop does. */
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

    /** Runs one task for each executor, however many of its waiters were in the batch. */
    private static void tell(List<CommitWaiter> waiters) {
        IdentityHashMap<Executor, List<CommitWaiter>> groups = new IdentityHashMap<>();
        for (CommitWaiter waiter : waiters) {
            groups.computeIfAbsent(waiter.executor(), executor -> new ArrayList<>())
                    .add(waiter);
        }
        groups.forEach((executor, group) -> executor.execute(() -> group.forEach(GroupCommit::tell)));
    }

    /** Calls one waiter; its failure does not affect the others. */
    private static void tell(CommitWaiter waiter) {
        try {
            waiter.committed();
        } catch (RuntimeException | Error e) {
            LOG.error("Failed to acknowledge a commit", e);
        }
    }
}
