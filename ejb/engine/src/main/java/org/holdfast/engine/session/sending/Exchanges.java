package org.holdfast.engine.session.sending;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.holdfast.engine.loop.SessionLoop;
import org.holdfast.engine.message.MqttException;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.session.sending.Inflight.Entry;
import org.holdfast.engine.session.store.SessionRecord;
import org.holdfast.engine.session.store.SessionState;
import org.holdfast.engine.topic.TopicFilter;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges of QoS 1 and 2 messages with one client (section 4.3): which of them the current connection has not begun
 * again yet, and how many more the client accepts. Owned by the session's event loop.
 */
final class Exchanges {
    private final SessionRecord record;
    private final Inflight inflight;
    private final int maximumInflight;
    private final long maximumBytes;
    private final Backlog backlog;
    private final Deque<Entry> unsent = new ArrayDeque<>();
    private int window;
    private int outstanding;
    private long bytes;

    Exchanges(SendingConfig config, SessionRecord record, SessionLoop loop, Backlog backlog) {
        this.maximumInflight = config.maximumInflight();
        this.maximumBytes = config.maximumQueuedBytes();
        this.record = record;
        this.backlog = backlog;
        this.inflight = new Inflight(loop);
    }

    /** Called when the client connects: all of them are to be resent on the connection [MQTT-4.4.0-1]. */
    void connected(int receiveMaximum) {
        window = Math.min(receiveMaximum, maximumInflight);
        outstanding = 0;
        unsent.clear();
        List<Entry> open = inflight.inOrder();
        if (open.size() > window) {
            open.sort(Comparator.comparing(Entry::isReceived).reversed()); // PUBREL ignores the window
        }
        unsent.addAll(open);
    }

    /** Restores a message of an earlier run of the broker. */
    void restore(SessionState.Queued queued) {
        Entry entry = inflight.restore(queued);
        if (queued.delivery() != null) {
            take(entry, queued.delivery());
        }
    }

    private void take(Entry entry, Delivery delivery) {
        int size = delivery.message().heapSize();
        entry.heapSize(size);
        bytes += size;
        backlog.take(delivery.message(), size);
    }

    private void give(Entry entry) {
        Delivery delivery = entry.delivery();
        if (delivery != null) {
            bytes -= entry.heapSize();
            backlog.give(delivery.message(), entry.heapSize());
        }
    }

    int size() {
        return inflight.size();
    }

    /** Whether the exchange of another message may begin [MQTT-3.3.4-9]. */
    boolean hasRoom() {
        return outstanding < window && inflight.size() < maximumInflight && bytes < maximumBytes;
    }

    /**
     * Begins the exchange of a message.
     *
     * @param now the wall clock, in milliseconds
     */
    Entry begin(Delivery delivery, long now) {
        Entry entry = inflight.add(record.keep(delivery), now);
        take(entry, delivery);
        store(entry);
        outstanding++;
        return entry;
    }

    /**
     * Begins the exchange of a retained message, which is then no longer owed.
     *
     * @param owedTo the subscription that is owed it
     */
    Entry beginOwed(Delivery delivery, TopicFilter owedTo, long now) {
        record.owed(owedTo, delivery.message().topic());
        return begin(delivery, now);
    }

    private void store(Entry entry) {
        record.sent(entry.number(), entry.delivery(), entry.packetId(), entry.begunAt());
    }

    /**
     * Returns the exchange with which an answer of the client goes on, or null when there is none.
     *
     * @throws MqttException when the answer does not match its state
     */
    @Nullable
    Entry answered(int packetId, Answer answer) {
        Entry entry = inflight.get(packetId);
        if (entry != null) {
            entry.check(answer);
        }
        return entry;
    }

    /** Records PUBREC: from now on PUBREL is sent [MQTT-4.3.3-4]. */
    void received(Entry entry) {
        give(entry);
        entry.received();
        store(entry);
    }

    /** Ends an exchange, which frees its Packet Identifier, and so a place in the window. */
    void complete(Entry entry) {
        inflight.remove(entry);
        give(entry);
        record.forget(entry.number());
        if (!unsent.remove(entry)) {
            outstanding--;
        }
    }

    /** Ends an exchange if its message has expired before it was sent [MQTT-3.3.2-5]; returns whether it did. */
    boolean endIfExpired(Entry entry, long now) {
        Delivery delivery = entry.delivery();
        boolean isOver =
                delivery != null && !entry.wasTried() && delivery.message().isExpired(now);
        if (isOver) {
            complete(entry);
        }
        return isOver;
    }

    /** Whether an exchange is open, and PUBREC was received for it or not. */
    boolean isOpen(Entry entry, boolean isReceived) {
        return inflight.get(entry.packetId()) == entry && entry.isReceived() == isReceived;
    }

    /** Whether some of them have not been resent on this connection. */
    boolean hasUnsent() {
        return !unsent.isEmpty();
    }

    /** Removes and returns the first that has not been resent; null when there is none, or it is a PUBLISH and the window is full. */
    @Nullable
    Entry nextUnsent() {
        Entry first = unsent.peek();
        if (first == null || (!first.isReceived() && outstanding >= window)) {
            return null;
        }
        outstanding++;
        return unsent.remove();
    }

    /**
     * Passes on what was last sent before a time, and is not about to be sent.
     *
     * @param limit in nanoseconds of elapsed time
     * @param goesOn asked before each, because the rest costs more
     */
    void forEachSentBefore(long limit, BooleanSupplier goesOn, Consumer<Entry> consumer) {
        for (Entry entry : inflight.inOrder()) {
            if (goesOn.getAsBoolean() && !entry.isHeld() && entry.sentAt() - limit <= 0 && !unsent.contains(entry)) {
                consumer.accept(entry);
            }
        }
    }

    /** Deletes the messages from the store. */
    void forgetAll() {
        inflight.inOrder().forEach(entry -> record.forget(entry.number()));
    }

    /** Removes all messages; hands them over, in order, except those after PUBREC: their PUBREL is owed to this client only. */
    void giveUp(Consumer<Delivery> heir) {
        for (Entry entry : inflight.inOrder()) {
            Delivery delivery = entry.delivery();
            if (delivery != null) {
                heir.accept(delivery);
            }
            give(entry);
            inflight.remove(entry);
        }
    }
}
