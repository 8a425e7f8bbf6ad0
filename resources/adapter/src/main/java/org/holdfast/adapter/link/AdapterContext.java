package org.holdfast.adapter.link;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.work.WorkManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The resources of the running adapter: the container's threads for beans, and one thread of its own, on which connections are
 * opened and closed.
 */
public final class AdapterContext {
    private static final Logger LOG = Logger.getLogger(AdapterContext.class.getName());

    private final WorkManager workManager;
    private final TransactionSynchronizationRegistry transactions;
    private final ScheduledThreadPoolExecutor thread;

    private AdapterContext(BootstrapContext bootstrap) {
        workManager = bootstrap.getWorkManager();
        transactions = bootstrap.getTransactionSynchronizationRegistry();
        thread = new ScheduledThreadPoolExecutor(1, threads("holdfast-adapter"));
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    public static AdapterContext start(BootstrapContext bootstrap) {
        return new AdapterContext(bootstrap);
    }

    public void stop() {
        thread.shutdown();
    }

    /**
     * Creates threads that refer to no application: a thread created during the call of an application would inherit its class
     * loader, and never release it.
     */
    public static ThreadFactory threads(String name) {
        return task -> {
            Thread made = new Thread(null, task, name, 0, false);
            made.setContextClassLoader(AdapterContext.class.getClassLoader());
            made.setDaemon(true);
            return made;
        };
    }

    public WorkManager workManager() {
        return workManager;
    }

    /** Returns the registry of the calling thread's transaction. */
    public TransactionSynchronizationRegistry transactions() {
        return transactions;
    }

    /** Runs a task on the adapter's thread, unless the adapter has stopped. */
    public void execute(Runnable task) {
        schedule(Duration.ZERO, task);
    }

    /** Runs a task on the adapter's thread after a while, unless it is cancelled. */
    public Future<?> schedule(Duration delay, Runnable task) {
        try {
            return thread.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.FINE, "Dropped a task, because the adapter has stopped: {0}", task);
            return CompletableFuture.completedFuture(null);
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) { // the executor would not report it
            LOG.log(Level.SEVERE, "A task of the MQTT adapter failed", e);
        }
    }
}
