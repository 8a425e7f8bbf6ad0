package org.holdfast.engine.session.sending;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.session.store.SessionRecord;
import org.jspecify.annotations.Nullable;

/**
 * The queue of messages for one client, bounded by count, bytes and age; excess messages are dropped and counted. Owned
 * by the session's event loop.
 */
final class DeliveryQueue {
    private final Deque<Delivery> deliveries = new ArrayDeque<>();
    private final int maximumMessages;
    private final long maximumBytes;
    private final Backlog backlog;
    private final long maximumAge;
    private final Clock clock;
    private final Runnable onDrop;
    private final SessionRecord record;
    private long bytes;
    private long dropped;

    DeliveryQueue(SharedBySenders shared, SessionRecord record, Backlog backlog) {
        this.maximumMessages = shared.config().maximumQueuedMessages();
        this.maximumBytes = shared.config().maximumQueuedBytes();
        this.maximumAge = shared.config().maximumQueuedAge().toMillis();
        this.clock = shared.clock();
        this.onDrop = shared.onDrop();
        this.record = record;
        this.backlog = backlog;
    }

    /** Adds a message if there is room, dropping outdated messages if necessary. */
    void add(Delivery delivery) {
        if (!offer(delivery) && !(dropOutdated() && offer(delivery))) {
            record.forget(delivery.number());
            dropped();
        }
    }

    private boolean offer(Delivery delivery) {
        int size = delivery.message().heapSize();
        if (deliveries.size() >= maximumMessages || !backlog.hasRoomFor(size)) {
            return false;
        }
        put(delivery, size);
        return true;
    }

    private void put(Delivery delivery, int size) {
        deliveries.add(delivery);
        bytes += size;
        backlog.take(delivery.message(), size);
    }

    /** Adds a message that was accepted by an earlier run of the broker, even if its limits were higher. */
    void restore(Delivery delivery) {
        put(delivery, delivery.message().heapSize());
    }

    /** Drops messages, the newest first, until so many bytes are free or none is left; returns the bytes that it has freed. */
    long shed(long wanted) {
        long before = bytes;
        while (before - bytes < wanted && !deliveries.isEmpty()) {
            Delivery newest = deliveries.removeLast();
            removed(newest);
            record.forget(newest.number());
            dropped();
        }
        return before - bytes;
    }

    private void dropped() {
        dropped++;
        onDrop.run();
    }

    /** Drops the outdated messages at the head; returns false when there are none. */
    private boolean dropOutdated() {
        Delivery oldest;
        boolean dropsAny = false;
        long now = clock.millis();
        while ((oldest = peek()) != null && isOutdated(oldest.message(), now)) {
            remove();
            record.forget(oldest.number());
            dropsAny = true;
        }
        return dropsAny;
    }

    /** Whether a message has expired [MQTT-3.3.2-5], or has waited for longer than any may, which counts as dropped. */
    private boolean isOutdated(Message message, long now) {
        if (message.isExpired(now)) {
            return true;
        }
        boolean tooOld = maximumAge > 0 && now - message.publishedAt() >= maximumAge;
        if (tooOld) {
            dropped();
        }
        return tooOld;
    }

    @Nullable
    Delivery peek() {
        return deliveries.peek();
    }

    /** Removes the first message; returns it, or null when it is outdated. */
    @Nullable
    Delivery take(long now) {
        Delivery first = remove();
        if (isOutdated(first.message(), now)) {
            record.forget(first.number());
            return null;
        }
        return first;
    }

    /** Removes and returns the first message, whatever its age. */
    Delivery remove() {
        Delivery first = deliveries.remove();
        removed(first);
        return first;
    }

    private void removed(Delivery delivery) {
        int size = delivery.message().heapSize();
        bytes -= size;
        backlog.give(delivery.message(), size);
    }

    int size() {
        return deliveries.size();
    }

    /** The approximate bytes of heap of the messages. */
    long bytes() {
        return bytes;
    }

    /** The number of messages dropped so far. */
    long droppedCount() {
        return dropped;
    }

    /** Passes each message to the consumer, in order. */
    void forEach(Consumer<Delivery> consumer) {
        deliveries.forEach(consumer);
    }

    /** Whether more than {@code 1/part} of the queue is filled. */
    boolean isFullerThan(int part) {
        return deliveries.size() > maximumMessages / part || bytes > maximumBytes / part;
    }
}
