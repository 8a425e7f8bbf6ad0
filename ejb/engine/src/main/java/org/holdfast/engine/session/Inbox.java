package org.holdfast.engine.session;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.holdfast.engine.routing.Delivery;

/** The deliveries from other threads to a session, in order. Any thread adds, the session's event loop removes. */
final class Inbox {
    private final Queue<Delivery> deliveries = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final int maximum;

    Inbox(int maximum) {
        this.maximum = maximum;
    }

    /** The result of adding a delivery. */
    enum Put {
        /** It was added, and the event loop must be woken. */
        WAKE,
        /** It was added, and the event loop was woken before. */
        QUIET,
        /** There is no room. */
        FULL
    }

    Put put(Delivery delivery) {
        if (size.incrementAndGet() > maximum) {
            size.decrementAndGet();
            return Put.FULL;
        }
        deliveries.add(delivery);
        return !woken.get() && woken.compareAndSet(false, true) ? Put.WAKE : Put.QUIET;
    }

    /** Removes all deliveries; those added from now on wake the loop again. */
    void drain(Consumer<Delivery> consumer) {
        woken.set(false);
        for (Delivery delivery; (delivery = deliveries.poll()) != null; ) {
            consumer.accept(delivery);
            size.decrementAndGet();
        }
    }

    boolean isEmpty() {
        return size.get() == 0;
    }

    boolean isHalfFull() {
        return size.get() > maximum / 2;
    }
}
