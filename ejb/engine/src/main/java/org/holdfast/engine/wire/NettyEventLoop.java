package org.holdfast.engine.wire;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.holdfast.engine.loop.EventLoop;
import org.holdfast.engine.loop.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One of Netty's event loops, as the rest of the engine sees it. */
final class NettyEventLoop implements EventLoop {
    private static final Logger LOG = LoggerFactory.getLogger(NettyEventLoop.class);

    /** The share of each round that is left to the parts of longer work. */
    private static final Duration SLICE = Duration.ofMillis(4);

    private final EventExecutor executor;
    private final Timers timers;
    private final Meter meter = new Meter();
    private final PartialPackets partialPackets;
    private final LoopLag lag = new LoopLag(System::nanoTime);
    private final Deque<Runnable> parts = new ArrayDeque<>();
    private boolean partsPlanned;

    /**
     * Runs on the thread of the executor.
     *
     * @param maximumPartialBytes the memory that incomplete packets of its connections may take
     */
    NettyEventLoop(EventExecutor executor, Timers timers, long maximumPartialBytes) {
        this.partialPackets = new PartialPackets(maximumPartialBytes);
        this.executor = executor;
        this.timers = timers;
        long interval = LoopLag.INTERVAL.toMillis();
        executor.scheduleWithFixedDelay(lag, interval, interval, TimeUnit.MILLISECONDS);
    }

    EventExecutor executor() {
        return executor;
    }

    /** Counts what goes through the connections of this loop. */
    Meter meter() {
        return meter;
    }

    /** The packets of the connections of this loop that have not arrived to their end. */
    PartialPackets partialPackets() {
        return partialPackets;
    }

    /** How late this loop runs its tasks. */
    LoopLag lag() {
        return lag;
    }

    @Override
    public boolean inEventLoop() {
        return executor.inEventLoop();
    }

    /** Drops the task after the broker has stopped, when there are no more sessions and connections. */
    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("Dropped a task, because the broker has stopped: {}", task);
        }
    }

    @Override
    public void later(Runnable part) {
        assert inEventLoop();
        parts.add(part);
        if (!partsPlanned) {
            planParts();
        }
    }

    /** Plans them for the next round of the loop: what {@code execute} is given runs in this one, before connections are served. */
    private void planParts() {
        try {
            executor.schedule(logged(this::runParts), 0, TimeUnit.NANOSECONDS);
            partsPlanned = true;
        } catch (RejectedExecutionException stopped) {
            LOG.debug("Dropped {} tasks, because the broker has stopped", parts.size());
            parts.clear();
        }
    }

    private void runParts() {
        long end = System.nanoTime() + SLICE.toNanos();
        try {
            do {
                parts.remove().run();
            } while (!parts.isEmpty() && System.nanoTime() < end);
        } finally {
            partsPlanned = false;
            if (!parts.isEmpty()) {
                planParts();
            }
        }
    }

    @Override
    public long nanoTime() {
        return timers.nanoTime();
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        return timers.schedule(executor, delay, logged(task));
    }

    /** Returns a task whose failure is logged: the executor keeps that of a scheduled task in a future that nobody asks. */
    private static Runnable logged(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.error("A scheduled task failed", e);
                throw e;
            }
        };
    }
}
