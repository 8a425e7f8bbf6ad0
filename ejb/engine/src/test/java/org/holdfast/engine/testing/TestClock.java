package org.holdfast.engine.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.holdfast.engine.loop.EventLoop;
import org.holdfast.engine.loop.Timers;

/**
 * The broker's time, wall clock and timers alike: it goes on by itself, at a tenth of the speed of the machine's, and can be moved
 * forward. So a second between two moments of a test is not over before the test is there, however much else the machine has to
 * do. For all threads.
 *
 * <p>{@link #advance} returns when everything has run that has become due by it, so that a PINGREQ sent after it is answered
 * after it.
 */
public final class TestClock extends Clock implements Timers {
    private static final int SLOWER = 10;

    private final long beginNanos = System.nanoTime();
    private final long beginMillis = System.currentTimeMillis();
    private final AtomicLong offsetNanos = new AtomicLong();
    private final Set<ScheduledExecutorService> loops = new HashSet<>();
    private final Set<Alarm> alarms = new LinkedHashSet<>();

    /** Moves the clock forward, or the wall clock alone back. */
    public void advance(Duration duration) {
        offsetNanos.addAndGet(duration.toNanos());
        while (isAnyDue()) {
            takeDue().forEach(this::ring);
            passTurn();
        }
    }

    /** Waits until every event loop is through with what it had to do. */
    public void passTurn() {
        List<ScheduledExecutorService> all;
        synchronized (this) {
            all = List.copyOf(loops);
        }
        for (ScheduledExecutorService loop : all) {
            try {
                loop.submit(() -> {}).get(RawClient.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException stopped) {
                forget(loop);
            } catch (ExecutionException | TimeoutException e) {
                throw new AssertionError("an event loop does not go on", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void ring(Alarm alarm) {
        try {
            alarm.loop.execute(alarm::run);
        } catch (RejectedExecutionException stopped) {
            forget(alarm.loop);
        }
    }

    private synchronized void forget(ScheduledExecutorService loop) {
        loops.remove(loop);
        alarms.removeIf(alarm -> alarm.loop == loop);
    }

    private synchronized boolean isAnyDue() {
        long now = nanoTime();
        return alarms.stream().anyMatch(alarm -> alarm.at - now <= 0);
    }

    /** Without those that were set for the next round of their loop: an earlier one would be before what the loop reads in between. */
    private synchronized List<Alarm> takeDue() {
        long now = nanoTime();
        List<Alarm> due = alarms.stream()
                .filter(alarm -> alarm.at - now <= 0 && !alarm.isForNextRound)
                .sorted(Comparator.comparingLong(alarm -> alarm.at))
                .toList();
        alarms.removeAll(due);
        return due;
    }

    @Override
    public long nanoTime() {
        return beginNanos + passed();
    }

    private long passed() {
        return (System.nanoTime() - beginNanos) / SLOWER + offsetNanos.get();
    }

    @Override
    public synchronized EventLoop.Timer schedule(ScheduledExecutorService loop, Duration delay, Runnable task) {
        Alarm alarm = new Alarm(loop, delay, task);
        alarms.add(alarm);
        loops.add(loop);
        return alarm::cancel;
    }

    @Override
    public long millis() {
        return beginMillis + TimeUnit.NANOSECONDS.toMillis(passed());
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the broker knows no zones");
    }

    /** A task that waits for its time. It runs once at most, on its loop. */
    private final class Alarm {
        private final ScheduledExecutorService loop;
        private final long at;
        private final boolean isForNextRound;
        private final Runnable task;
        private final AtomicBoolean over = new AtomicBoolean();
        private final Future<?> unmoved;

        Alarm(ScheduledExecutorService loop, Duration delay, Runnable task) {
            this.loop = loop;
            this.at = nanoTime() + delay.toNanos();
            this.isForNextRound = delay.isZero();
            this.task = task;
            this.unmoved = loop.schedule(this::run, SLOWER * delay.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void run() {
            if (end()) {
                task.run();
            }
        }

        void cancel() {
            if (end()) {
                unmoved.cancel(false);
            }
        }

        /** True for the one who ends it: who runs it, or who cancels it. */
        private boolean end() {
            synchronized (TestClock.this) {
                alarms.remove(this);
            }
            return over.compareAndSet(false, true);
        }
    }
}
