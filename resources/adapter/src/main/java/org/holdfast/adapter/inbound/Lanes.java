package org.holdfast.adapter.inbound;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkException;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.holdfast.adapter.link.AdapterContext;
import org.jspecify.annotations.Nullable;

/**
 * The messages that wait for a bean, in queues that each keep their order, and the workers that take from them. Any thread.
 *
 * <p>A lane is processed by one worker, or waits in {@link #ready}, or pauses, or is empty. Its first message stays in it until it
 * has been handled.
 */
final class Lanes {
    private static final Logger LOG = Logger.getLogger(Lanes.class.getName());
    private static final Object ONE = new Object();

    /** The maximum number of messages of a lane that a worker handles in a row. */
    private static final int TURN = 64;

    private static final Duration NO_THREAD = Duration.ofMillis(100);
    private static final Duration NO_INSTANCE = Duration.ofSeconds(1);
    private static final Duration ERROR = Duration.ofSeconds(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final Ordering ordering;
    private final int maximumWorkers;
    private final AdapterContext context;
    private final Handler handler;
    private final Map<Object, Lane> lanes = new ConcurrentHashMap<>();
    private final Queue<Lane> ready = new ConcurrentLinkedQueue<>();
    private final AtomicInteger workers = new AtomicInteger();
    private volatile boolean stopped;

    /** Handles messages on a thread of the container. */
    interface Handler {
        /**
         * Handles a message.
         *
         * @return null when it is done, or how long to wait before it is handled again
         */
        @Nullable
        Duration handle(Inbound message, Bean.Instance instance);

        /**
         * Returns an instance for a worker, to be returned by {@link #giveBack}.
         *
         * @throws UnavailableException when none is available now
         */
        Bean.Instance borrow() throws UnavailableException;

        /** Takes back an instance from a worker that has ended. */
        void giveBack(Bean.Instance instance);
    }

    Lanes(EndpointConfig.Flow flow, AdapterContext context, Handler handler) {
        this.ordering = flow.ordering();
        this.maximumWorkers = ordering == Ordering.ALL ? 1 : flow.maximumConcurrency();
        this.context = context;
        this.handler = handler;
    }

    /** A queue of messages that keep their order. */
    private static final class Lane {
        private final Object key;
        private final Queue<Inbound> messages = new ConcurrentLinkedQueue<>();
        private final AtomicInteger size = new AtomicInteger();

        Lane(Object key) {
            this.key = key;
        }

        /** Adds a message; true if the lane was empty, and must be made ready. */
        boolean add(Inbound message) {
            messages.add(message);
            return size.getAndIncrement() == 0;
        }
    }

    /** Adds a message to its lane. */
    void add(Inbound message) {
        boolean[] wasEmpty = new boolean[1];
        Lane lane = lanes.compute(key(message), (key, known) -> {
            Lane to = known == null ? new Lane(key) : known;
            wasEmpty[0] = to.add(message);
            return to;
        });
        if (wasEmpty[0]) {
            makeReady(lane);
        }
    }

    private Object key(Inbound message) {
        return switch (ordering) {
            case TOPIC -> message.delivery().topic();
            case ALL -> ONE;
            case NONE -> message;
        };
    }

    private void makeReady(Lane lane) {
        ready.add(lane);
        addWorker();
    }

    private void addWorker() {
        for (int now = workers.get(); now < maximumWorkers && !stopped; now = workers.get()) {
            if (workers.compareAndSet(now, now + 1)) {
                schedule();
                return;
            }
        }
    }

    /** Schedules a worker. While the container has no thread, the messages wait; nothing is lost. */
    private void schedule() {
        try {
            context.workManager().scheduleWork(new Worker());
        } catch (WorkException e) {
            workers.decrementAndGet();
            LOG.log(
                    Level.WARNING,
                    "The server has no free thread for MQTT messages, which are held: {0}",
                    e.getMessage());
            context.schedule(NO_THREAD, this::addWorker);
        }
    }

    /** Processes ready lanes until there are none. */
    private final class Worker implements Work {
        private volatile boolean released;

        @Override
        public void run() {
            boolean served = false;
            try {
                serve();
                served = true;
            } catch (UnavailableException e) {
                LOG.log(Level.FINE, "No instance of the bean is free; its messages are held", e);
            } catch (RuntimeException e) {
                LOG.log(
                        Level.WARNING,
                        "The server failed to provide an instance of the bean; its messages are held",
                        e);
            } finally {
                ended(served);
            }
        }

        private void serve() throws UnavailableException {
            Bean.Instance instance = handler.borrow();
            try {
                serveAll(instance);
            } finally {
                handler.giveBack(instance);
            }
        }

        private void serveAll(Bean.Instance instance) {
            Lane lane;
            while (!released && !stopped && (lane = ready.poll()) != null) {
                serve(lane, instance);
            }
        }

        private void ended(boolean served) {
            int others = workers.decrementAndGet();
            if (ready.isEmpty()) {
                return;
            }
            if (served) { // a lane became ready while this worker was about to end
                addWorker();
            } else if (others == 0) {
                context.schedule(NO_INSTANCE, Lanes.this::addWorker);
            }
        }

        private void serve(Lane lane, Bean.Instance instance) {
            for (int served = 0; served < TURN && !released && !stopped; served++) {
                Inbound first = lane.messages.element();
                Duration pause = handled(first, instance);
                if (pause != null) {
                    context.schedule(pause, () -> makeReady(lane));
                    return;
                }
                lane.messages.remove();
                if (lane.size.decrementAndGet() == 0) {
                    lanes.computeIfPresent(lane.key, (key, known) -> known.size.get() == 0 ? null : known);
                    return;
                }
            }
            ready.add(lane);
        }

        /** Handles a message; retries it after any failure, so that the lane continues. */
        private @Nullable Duration handled(Inbound message, Bean.Instance instance) {
            try {
                return handler.handle(message, instance);
            } catch (RuntimeException | Error e) {
                LOG.log(Level.SEVERE, "Failed to handle an MQTT message; retrying", e);
                return ERROR;
            }
        }

        @Override
        public void release() {
            released = true;
        }
    }

    /** Stops the workers, and waits up to {@link #STOP_LIMIT} for the messages being handled. */
    void stop() {
        stopped = true;
        long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
        try {
            while (workers.get() > 0 && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
