package org.holdfast.engine.session;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.holdfast.engine.loop.SessionLoop;
import org.holdfast.engine.message.MqttException;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.session.Inflight.Answer;
import org.holdfast.engine.session.store.SessionState;
import org.holdfast.engine.topic.TopicFilter;
import org.jspecify.annotations.Nullable;

/**
 * Sends the messages for one client: those that wait, those in flight, and those owed to new subscriptions
 * (sections 4.3, 4.4, 4.6 and 4.9). Owned by the session's event loop.
 */
final class Sender {
    /** The maximum number of messages sent before other tasks of the loop run. */
    private static final int TURN = 256;

    /** Why sending has stopped. */
    enum Pumped {
        /** There is nothing to send, or nothing may be sent until the client answers or accepts bytes. */
        IDLE,
        /** There is more to send, but other tasks run first. */
        MORE
    }

    private final SessionConfig config;
    private final Clock clock;
    private final SessionRecord record;
    private final DeliveryQueue queue;
    private final OwedRetained retained;
    private final SessionLoop loop;
    private final Inflight inflight;
    private final Deque<Inflight.Entry> unsent = new ArrayDeque<>();
    private @Nullable Transmitter transmitter;
    private Runnable pumpSoon = () -> {};
    private int window;
    private int outstanding;
    private long sent;

    Sender(SessionConfig config, Clock clock, SessionMetrics metrics, SessionRecord record, SessionLoop loop) {
        this.config = config;
        this.clock = clock;
        this.record = record;
        this.loop = loop;
        this.inflight = new Inflight(loop);
        this.queue = new DeliveryQueue(config, clock, metrics, record);
        this.retained = new OwedRetained(record);
    }

    /**
     * Called when the client connects: all messages that it has not acknowledged are to be resent [MQTT-4.4.0-1].
     *
     * @param receiveMaximum the client's Receive Maximum
     * @param soon sends more when there is room for it that no answer of the client has made
     */
    void begin(Outbound to, int receiveMaximum, Runnable soon) {
        assert loop.isHere();
        pumpSoon = soon;
        window = Math.min(receiveMaximum, config.maximumInflight());
        outstanding = 0;
        transmitter = new Transmitter(
                this, record, inflight, to, !config.resendInterval().isZero());
        retained.clientCame();
        unsent.clear();
        List<Inflight.Entry> open = inflight.inOrder();
        if (open.size() > window) {
            open.sort(Comparator.comparing(Inflight.Entry::isReceived).reversed()); // PUBREL ignores the window
        }
        unsent.addAll(open);
    }

    /** Called when the client disconnects. */
    void end() {
        assert loop.isHere();
        if (transmitter != null) {
            transmitter.close();
            transmitter = null;
            pumpSoon = () -> {};
            retained.clientLeft();
        }
    }

    /** Adds a message to the queue, if there is room. */
    void add(Delivery delivery) {
        assert loop.isHere();
        queue.add(delivery);
    }

    /** Restores a message of an earlier run of the broker. */
    void restore(SessionState.Queued queued) {
        Delivery delivery = queued.delivery();
        if (queued.packetId() != 0) {
            inflight.restore(queued);
        } else if (delivery != null) {
            queue.add(delivery);
        }
    }

    /** Returns the message counts of the client; {@code received} is passed on. */
    ClientStatus.Traffic traffic(long received) {
        return new ClientStatus.Traffic(
                received, sent, queue.droppedCount(), inflight.size(), queue.size(), queue.bytes());
    }

    /** Whether more than {@code 1/part} of the queue is filled. */
    boolean isFullerThan(int part) {
        return queue.isFullerThan(part);
    }

    /**
     * Owes a subscription its retained messages, in place of those still owed to it, but sends none yet. They are
     * already stored as owed ({@link Session#willOwe}).
     */
    void owe(TopicFilter filter, RetainedFeed feed) {
        assert loop.isHere();
        retained.owe(filter, feed);
    }

    /** Restores the retained messages that an earlier run of the broker still owed to a subscription. */
    void restore(TopicFilter filter, RetainedFeed feed) {
        retained.owe(filter, feed);
    }

    /** Starts sending the retained messages that are owed to these subscriptions. */
    void feed(Collection<TopicFilter> filters) {
        assert loop.isHere();
        retained.feed(filters);
    }

    /** Cancels the retained messages that are owed to a subscription. */
    void cancel(TopicFilter filter) {
        retained.cancel(filter);
    }

    /** Deletes the undelivered messages from the store. */
    void forgetAll() {
        retained.forgetAll();
        inflight.inOrder().forEach(entry -> record.forget(entry.number()));
        queue.forEach(delivery -> record.forget(delivery.number()));
    }

    /** Hands all messages over, in order, except those after PUBREC: their PUBREL is owed to this client only. */
    void giveUp(Consumer<Delivery> heir) {
        retained.clear();
        for (Inflight.Entry entry : inflight.inOrder()) {
            Delivery delivery = entry.delivery();
            if (delivery != null) {
                heir.accept(delivery);
            }
            inflight.remove(entry);
        }
        while (queue.peek() != null) {
            heir.accept(queue.remove());
        }
    }

    /**
     * Completes an exchange; returns false when there is no such message.
     *
     * @param last PUBACK, PUBCOMP, or a PUBREC that refuses
     * @throws MqttException when the exchange does not end with this answer
     */
    boolean completed(int packetId, Answer last) {
        Inflight.Entry entry = inflight.get(packetId);
        if (entry == null) {
            return false;
        }
        entry.check(last);
        complete(entry);
        return true;
    }

    /** Whether a message expired before its delivery began [MQTT-3.3.2-5]; if so, completes its exchange. */
    boolean isOver(Inflight.Entry entry, long now) {
        Delivery delivery = entry.delivery();
        boolean isOver =
                delivery != null && !entry.wasTried() && delivery.message().isExpired(now);
        if (isOver) {
            complete(entry);
            pumpSoon.run();
        }
        return isOver;
    }

    /** The wall clock, in milliseconds. */
    long now() {
        return clock.millis();
    }

    private void complete(Inflight.Entry entry) {
        inflight.remove(entry);
        record.forget(entry.number());
        if (!unsent.remove(entry)) {
            outstanding--;
        }
    }

    /**
     * Handles PUBREC: from now on PUBREL is sent [MQTT-4.3.3-4]; returns false when there is no such message.
     *
     * @throws MqttException when the message is of QoS 1
     */
    boolean releasing(int packetId) {
        Inflight.Entry entry = inflight.get(packetId);
        if (entry == null) {
            return false;
        }
        entry.check(Answer.PUBREC);
        if (entry.isReceived() && transmitter != null && transmitter.isReleasing(entry)) {
            return true; // PUBREL waits for the commit already
        }
        entry.received();
        record.sent(entry);
        transmit(entry, clock.millis());
        return true;
    }

    /** Sends as much as the client accepts: first resent messages, then new ones, then retained ones. */
    Pumped pump(Outbound to) {
        for (int sent = 0; to.isWritable(); sent++) {
            if (sent == TURN) {
                return Pumped.MORE;
            }
            if (!sendNext(to)) {
                return Pumped.IDLE;
            }
        }
        return Pumped.IDLE;
    }

    /** Sends one message; returns false when there is none, or none may be sent now. */
    private boolean sendNext(Outbound to) {
        Inflight.Entry again = unsent.peek();
        if (again != null) {
            return (again.isReceived() || outstanding < window) && resend(to, unsent.remove()); // [MQTT-3.3.4-10]
        }
        Delivery waiting = queue.peek();
        if (transmitter != null && transmitter.isFull()) {
            return false;
        }
        if (waiting == null) {
            // a retained message is taken only when it can be sent at once, so that none is held while a newer one
            // passes
            return retained.isFeeding() && hasRoom() && sendRetained(to);
        }
        if (waiting.qos() != QoS.AT_MOST_ONCE && !hasRoom()) {
            return false;
        }
        long now = clock.millis();
        Delivery taken = queue.take(now);
        if (taken != null) {
            send(to, taken, null, now);
        }
        return true;
    }

    /** Called when there is room again for packets that wait for a commit. */
    void released() {
        pumpSoon.run();
    }

    private boolean sendRetained(Outbound to) {
        OwedRetained.Next next = retained.next();
        if (next != null) {
            send(to, next.delivery(), next.filter(), clock.millis());
        }
        return next != null;
    }

    private boolean hasRoom() {
        return outstanding < window && inflight.size() < config.maximumInflight();
    }

    /**
     * Sends a message for the first time.
     *
     * @param owedTo the subscription that is owed it as a retained message; null when it was in the queue
     * @param now the wall clock, in milliseconds: reading it costs a tenth of what sending a message does
     */
    private void send(Outbound to, Delivery delivery, @Nullable TopicFilter owedTo, long now) {
        if (delivery.message().isExpired(now) || !to.accepts(delivery)) {
            record.forget(delivery.number()); // [MQTT-3.3.2-5] [MQTT-3.1.2-25]
            return;
        }
        sent++;
        if (delivery.qos() == QoS.AT_MOST_ONCE) {
            if (owedTo != null) {
                record.owed(owedTo, delivery.message().topic());
            }
            if (transmitter != null) {
                transmitter.transmit(delivery, now);
            }
            return;
        }
        Inflight.Entry entry = owedTo != null && record.isStored()
                ? record.gate().together(() -> beginOwed(delivery, owedTo, now))
                : begin(delivery, now); // one change, which needs no gate of its own
        outstanding++;
        transmit(entry, now);
    }

    /** Begins the exchange of a message. */
    private Inflight.Entry begin(Delivery delivery, long now) {
        Inflight.Entry entry = inflight.add(record.keep(delivery), now);
        record.sent(entry);
        return entry;
    }

    /** Begins the exchange of a retained message, which is then no longer owed. */
    private Inflight.Entry beginOwed(Delivery delivery, TopicFilter owedTo, long now) {
        record.owed(owedTo, delivery.message().topic());
        return begin(delivery, now);
    }

    private void transmit(Inflight.Entry entry, long now) {
        if (transmitter != null) { // it is null only without a client
            transmitter.transmit(entry, now);
        }
    }

    private boolean resend(Outbound to, Inflight.Entry entry) {
        outstanding++;
        Delivery delivery = entry.delivery();
        if (delivery == null || to.accepts(delivery)) {
            sent += delivery == null ? 0 : 1;
            transmit(entry, clock.millis());
        } else {
            complete(entry);
        }
        return true;
    }

    /** Resends what the connected client has not acknowledged for this interval, while it accepts bytes. */
    void resendOverdue(Outbound to, Duration interval) {
        long limit = to.eventLoop().nanoTime() - interval.toNanos();
        for (Inflight.Entry entry : inflight.inOrder()) {
            if (to.isWritable() && !entry.isHeld() && entry.sentAt() - limit <= 0 && !unsent.contains(entry)) {
                outstanding--;
                resend(to, entry);
            }
        }
    }
}
