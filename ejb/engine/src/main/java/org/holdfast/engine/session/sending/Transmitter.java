package org.holdfast.engine.session.sending;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import org.holdfast.engine.packet.PubRel;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.session.store.SessionRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sends the PUBLISH and PUBREL packets of a session's exchanges over one connection, in order (section 4.6). Owned by
 * the event loop of the connection.
 *
 * <p>At QoS 2, a packet of a stored session is sent only after the state of its exchange is committed: otherwise the broker
 * would begin the exchange anew after a crash, and the client would get the message twice. Later packets wait too.
 *
 * <p>After it is closed it sends nothing, and does not use the session, which may be on another loop by then.
 */
final class Transmitter {
    /** The maximum number of waiting packets: more than are in flight, with messages at QoS 0 between them. */
    private static final int MOST_HELD = 4_096;

    private static final long MOST_BYTES_AT_QOS_0 = 1 << 20;

    private final Sender sender;
    private final Clock clock;
    private final SessionRecord record;
    private final Exchanges exchanges;
    private final Outbound to;
    private final boolean repeats;
    private final Deque<Step> held = new ArrayDeque<>();
    private long bytesAtQos0;
    private boolean closed;

    /**
     * For one connection.
     *
     * @param repeats whether the time of sending is recorded, for resending
     */
    Transmitter(Sender sender, Clock clock, SessionRecord record, Exchanges exchanges, Outbound to, boolean repeats) {
        this.sender = sender;
        this.clock = clock;
        this.record = record;
        this.exchanges = exchanges;
        this.to = to;
        this.repeats = repeats;
    }

    /** A packet that waits for a commit, or for an earlier packet that does. */
    private static final class Step {
        private final Inflight.@Nullable Entry entry;
        private final @Nullable Delivery atMostOnce;
        private final boolean isRelease;
        private boolean ready;

        Step(Inflight.Entry entry, boolean ready) {
            this.entry = entry;
            this.atMostOnce = null;
            this.isRelease = entry.isReceived();
            this.ready = ready;
        }

        /** A message at QoS 0, which waits for earlier packets only. */
        Step(Delivery atMostOnce) {
            this.entry = null;
            this.atMostOnce = atMostOnce;
            this.isRelease = false;
            this.ready = true;
        }
    }

    /** Stops: the session no longer uses the connection. */
    void close() {
        assert to.eventLoop().inEventLoop();
        closed = true;
        held.clear();
    }

    /**
     * Sends the next packet of an exchange, PUBLISH or PUBREL, as soon as it is allowed.
     *
     * @param now the wall clock, in milliseconds
     */
    void transmit(Inflight.Entry entry, long now) {
        assert to.eventLoop().inEventLoop();
        boolean waits = record.isStored() && entry.isExactlyOnce();
        if (!waits && held.isEmpty()) {
            send(entry, now);
            return;
        }
        entry.held();
        Step step = new Step(entry, !waits);
        held.add(step);
        if (waits) {
            record.whenCommitted(to.eventLoop(), () -> committed(step));
        }
    }

    private void committed(Step step) {
        assert to.eventLoop().inEventLoop();
        if (!closed) {
            step.ready = true;
            sendReady();
        }
    }

    private void sendReady() {
        long now = clock.millis();
        for (Step first; (first = held.peek()) != null && first.ready; ) {
            held.remove();
            if (first.atMostOnce != null) {
                bytesAtQos0 -= first.atMostOnce.message().heapSize();
                to.publish(first.atMostOnce, 0, false, now);
            } else if (first.entry != null && exchanges.isOpen(first.entry, first.isRelease)) {
                send(first.entry, now);
            }
        }
        sender.released();
    }

    /** Sends a message at QoS 0, after all packets before it. */
    void transmit(Delivery atMostOnce, long now) {
        assert to.eventLoop().inEventLoop();
        if (held.isEmpty()) {
            to.publish(atMostOnce, 0, false, now);
        } else {
            held.add(new Step(atMostOnce));
            bytesAtQos0 += atMostOnce.message().heapSize();
        }
    }

    /** Whether too many packets wait for commits, so that no more should be added. */
    boolean isFull() {
        return held.size() >= MOST_HELD || bytesAtQos0 >= MOST_BYTES_AT_QOS_0;
    }

    /** Whether the PUBREL of an exchange waits for its commit. */
    boolean isReleasing(Inflight.Entry entry) {
        return held.stream().anyMatch(step -> step.entry == entry && step.isRelease);
    }

    private void send(Inflight.Entry entry, long now) {
        entry.sent(repeats ? to.eventLoop().nanoTime() : 0);
        Delivery delivery = entry.delivery();
        if (delivery == null) {
            to.send(PubRel.success(entry.packetId())); // [MQTT-4.3.3-4]
        } else if (exchanges.endIfExpired(entry, now)) {
            sender.released();
        } else {
            boolean isRepeated = entry.wasTried(); // [MQTT-3.3.1-1]
            if (!isRepeated) {
                entry.tried(now);
            }
            to.publish(delivery, entry.packetId(), isRepeated, entry.begunAt());
        }
    }
}
