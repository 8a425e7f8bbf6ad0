package org.holdfast.engine.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.holdfast.engine.routing.Delivery;
import org.jspecify.annotations.Nullable;

/** The messages that wait for one client, in order, bounded by count and bytes. Owned by the session's event loop. */
final class DeliveryQueue {
    private final Deque<Delivery> deliveries = new ArrayDeque<>();
    private final int maximumMessages;
    private final long maximumBytes;
    private long bytes;

    DeliveryQueue(int maximumMessages, long maximumBytes) {
        this.maximumMessages = maximumMessages;
        this.maximumBytes = maximumBytes;
    }

    /** Whether the delivery was taken; it is not when the queue is full. */
    boolean offer(Delivery delivery) {
        int size = delivery.message().heapSize();
        if (deliveries.size() >= maximumMessages || bytes + size > maximumBytes) {
            return false;
        }
        deliveries.add(delivery);
        bytes += size;
        return true;
    }

    @Nullable
    Delivery peek() {
        return deliveries.peek();
    }

    void remove() {
        bytes -= deliveries.remove().message().heapSize();
    }

    int size() {
        return deliveries.size();
    }

    /** About how many bytes of heap they hold. */
    long bytes() {
        return bytes;
    }

    /** Shows each to the consumer, in order. */
    void forEach(Consumer<Delivery> consumer) {
        deliveries.forEach(consumer);
    }

    /** Whether the queue is fuller than one part in so many. */
    boolean isFullerThan(int part) {
        return deliveries.size() > maximumMessages / part || bytes > maximumBytes / part;
    }
}
