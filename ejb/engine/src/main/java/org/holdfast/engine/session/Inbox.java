package org.holdfast.engine.session;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.holdfast.engine.loop.SessionLoop;
import org.holdfast.engine.routing.Delivery;

/** The deliveries from other threads to a session, in order. Any thread adds, the session's event loop removes. */
final class Inbox {
    /** The deliveries that are taken before other tasks of the loop run. */
    private static final int TURN = 1_000;

    /** A delivery, in the upper part of {@link #load}. */
    private static final long ONE = 1L << 40;

    private final SessionLoop loop;
    private final Reader reader;
    private final int maximum;
    private final long maximumBytes;
    private final Queue<Delivery> deliveries = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();

    /** How many deliveries there are, and how many bytes their payloads have. */
    private final AtomicLong load = new AtomicLong();

    /** The session. Called on its loop, except for {@link #refuse}. */
    interface Reader {
        void accept(Delivery delivery);

        /** Called when one was accepted within another task of the loop. */
        void accepted();

        /** Called when many were accepted, at the end of a task. */
        void drained();

        /** Called when there is no room for a delivery. */
        void refuse(Delivery delivery);
    }

    /** An empty one, which holds as much as the queue of the session. */
    Inbox(SessionLoop loop, Reader reader, SessionConfig limits) {
        this.loop = loop;
        this.reader = reader;
        this.maximum = limits.maximumQueuedMessages();
        this.maximumBytes = limits.maximumQueuedBytes();
    }

    void put(Delivery delivery) {
        if (loop.isHere() && load.get() == 0) {
            reader.accept(delivery);
            reader.accepted();
            return;
        }
        long size = ONE + delivery.message().payload().length();
        long then = load.addAndGet(size);
        if (count(then) > maximum || then % ONE > maximumBytes) {
            load.addAndGet(-size);
            reader.refuse(delivery);
            return;
        }
        deliveries.add(delivery);
        if (!woken.get() && woken.compareAndSet(false, true)) {
            loop.execute(this::drain);
        }
    }

    private static long count(long load) {
        return load / ONE;
    }

    private void drain() {
        if (drain(TURN) && woken.compareAndSet(false, true)) {
            loop.later(this::drain);
        }
        reader.drained();
    }

    /** Removes all deliveries. On the loop only. */
    void drainAll() {
        drain(Integer.MAX_VALUE);
    }

    /** Removes deliveries; returns whether there may be more. Those added from now on wake the loop again. */
    private boolean drain(int most) {
        woken.set(false);
        for (int drained = 0; drained < most; drained++) {
            Delivery delivery = deliveries.poll();
            if (delivery == null) {
                return false;
            }
            reader.accept(delivery);
            load.addAndGet(-ONE - delivery.message().payload().length());
        }
        return true;
    }

    boolean isHalfFull() {
        return count(load.get()) > maximum / 2;
    }
}
