package org.holdfast.engine.session.sending;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Consumer;
import org.holdfast.engine.loop.SessionLoop;
import org.holdfast.engine.loop.Turn;
import org.holdfast.engine.memory.MemoryAccount;
import org.holdfast.engine.message.MqttException;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.session.store.SessionRecord;
import org.holdfast.engine.session.store.SessionState;
import org.holdfast.engine.topic.TopicFilter;
import org.jspecify.annotations.Nullable;

/**
 * Sends the messages for one client: those that wait, those in flight, and those owed to new subscriptions
 * (sections 4.3, 4.4, 4.6 and 4.9). Owned by the session's event loop.
 */
public final class Sender {
    /** The steps taken before other tasks of the loop run. */
    private static final int TURN = 4_096;

    /** The steps that sending a message counts for, beside those of finding it. */
    private static final int SENDING = 16;

    /** Why sending has stopped. */
    enum Pumped {
        /** There is nothing to send, or nothing may be sent until the client answers or accepts bytes. */
        IDLE,
        /** There is more to send, but other tasks run first. */
        MORE
    }

    private final SendingConfig config;
    private final Clock clock;
    private final SessionRecord record;
    private final DeliveryQueue queue;
    private final OwedRetained retained;
    private final SessionLoop loop;
    private final Exchanges exchanges;
    private final Turn turn = Turn.of(TURN);
    private @Nullable Transmitter transmitter;
    private Runnable pumpSoon = () -> {};
    private long sent;

    /** Sends for the session with this record, loop and account of its memory. */
    public Sender(SharedBySenders shared, SessionRecord record, SessionLoop loop, MemoryAccount account) {
        this.config = shared.config();
        this.clock = shared.clock();
        this.record = record;
        this.loop = loop;
        Backlog backlog = new Backlog(account, config.maximumQueuedBytes());
        this.exchanges = new Exchanges(config, record, loop, backlog);
        this.queue = new DeliveryQueue(shared, record, backlog);
        this.retained = new OwedRetained(record);
    }

    /**
     * Called when the client connects: all messages that it has not acknowledged are to be resent [MQTT-4.4.0-1].
     *
     * @param receiveMaximum the client's Receive Maximum
     * @param soon sends more, after the current task of the loop
     */
    public void begin(Outbound to, int receiveMaximum, Runnable soon) {
        assert loop.isHere();
        pumpSoon = soon;
        transmitter = new Transmitter(
                this, clock, record, exchanges, to, !config.resendInterval().isZero());
        retained.clientCame();
        exchanges.connected(receiveMaximum);
    }

    /** Called when the client disconnects. */
    public void end() {
        assert loop.isHere();
        if (transmitter != null) {
            transmitter.close();
            transmitter = null;
            pumpSoon = () -> {};
            retained.clientLeft();
        }
    }

    /** Adds a message to the queue, if there is room. */
    public void add(Delivery delivery) {
        assert loop.isHere();
        queue.add(delivery);
    }

    /** Restores a message of an earlier run of the broker. */
    public void restore(SessionState.Queued queued) {
        Delivery delivery = queued.delivery();
        if (queued.packetId() != 0) {
            exchanges.restore(queued);
        } else if (delivery != null) {
            queue.restore(delivery);
        }
    }

    /** Returns the message counts of the client; {@code received} is passed on. */
    public Traffic traffic(long received) {
        return new Traffic(received, sent, queue.droppedCount(), exchanges.size(), queue.size(), queue.bytes());
    }

    /** Drops messages that wait until so many bytes are free, or none is left; returns the bytes that it has freed. */
    public long shed(long bytes) {
        assert loop.isHere();
        return queue.shed(bytes);
    }

    /** Whether more than {@code 1/part} of the queue is filled. */
    boolean isFullerThan(int part) {
        return queue.isFullerThan(part);
    }

    /** Stores that a subscription, which is about to be stored, is owed its retained messages. */
    public void willOwe(TopicFilter filter) {
        record.owed(filter, null);
    }

    /**
     * Owes a subscription its retained messages, in place of those still owed to it, but sends none yet. They are
     * already stored as owed ({@link #willOwe}).
     */
    public void owe(TopicFilter filter, RetainedFeed feed) {
        assert loop.isHere();
        retained.owe(filter, feed);
    }

    /** Restores the retained messages that an earlier run of the broker still owed to a subscription. */
    public void restore(TopicFilter filter, RetainedFeed feed) {
        retained.owe(filter, feed);
    }

    /** Sends subscriptions the retained messages they are owed, as fast as the client accepts them. */
    public void feed(Collection<TopicFilter> filters) {
        assert loop.isHere();
        retained.feed(filters);
        pumpSoon.run();
    }

    /** Cancels the retained messages that are owed to a subscription. */
    public void cancel(TopicFilter filter) {
        retained.cancel(filter);
    }

    /** Deletes the undelivered messages from the store. */
    public void forgetAll() {
        retained.forgetAll();
        exchanges.forgetAll();
        queue.forEach(delivery -> record.forget(delivery.number()));
    }

    /** Hands all messages over, in order, except those after PUBREC: their PUBREL is owed to this client only. */
    public void giveUp(Consumer<Delivery> heir) {
        retained.clear();
        exchanges.giveUp(heir);
        while (queue.peek() != null) {
            heir.accept(queue.remove());
        }
    }

    /**
     * Handles the last answer of an exchange; ignores it when there is no such message.
     *
     * @param last PUBACK, PUBCOMP, or a PUBREC that refuses
     * @throws MqttException when the exchange does not end with this answer
     */
    public void completed(int packetId, Answer last) {
        Inflight.Entry entry = exchanges.answered(packetId, last);
        if (entry != null) {
            exchanges.complete(entry);
            pumpSoon.run();
        }
    }

    /**
     * Handles PUBREC: from now on PUBREL is sent [MQTT-4.3.3-4]; returns false when there is no such message.
     *
     * @throws MqttException when the message is of QoS 1
     */
    public boolean releasing(int packetId) {
        Inflight.Entry entry = exchanges.answered(packetId, Answer.PUBREC);
        if (entry == null) {
            return false;
        }
        if (entry.isReceived() && transmitter != null && transmitter.isReleasing(entry)) {
            return true; // PUBREL waits for the commit already
        }
        exchanges.received(entry);
        transmit(entry, clock.millis());
        return true;
    }

    /** Sends as much as the client accepts: first resent messages, then new ones, then retained ones. */
    Pumped pump(Outbound to) {
        turn.begin();
        while (to.isWritable() && !turn.isOver() && sendNext(to)) {
            turn.take(SENDING);
        }
        return to.isWritable() && turn.isOver() ? Pumped.MORE : Pumped.IDLE;
    }

    /** Sends one message; returns false when there is none, none may be sent now, or the turn is over before one was found. */
    private boolean sendNext(Outbound to) {
        if (exchanges.hasUnsent()) {
            Inflight.Entry unsent = exchanges.nextUnsent();
            if (unsent != null) {
                resend(to, unsent);
            }
            return unsent != null;
        }
        Delivery waiting = queue.peek();
        if (transmitter != null && transmitter.isFull()) {
            return false;
        }
        if (waiting == null) {
            // a retained message is taken only when it can be sent at once, so that none is held while a newer one
            // passes
            return retained.isFeeding() && exchanges.hasRoom() && sendRetained(to);
        }
        if (waiting.qos() != QoS.AT_MOST_ONCE && !exchanges.hasRoom()) {
            return false;
        }
        long now = clock.millis();
        Delivery taken = queue.take(now);
        if (taken != null) {
            send(to, taken, null, now);
        }
        return true;
    }

    /** Called when there is room again, for packets that wait for a commit or in the window. */
    void released() {
        pumpSoon.run();
    }

    private boolean sendRetained(Outbound to) {
        OwedRetained.Next next = retained.next(turn);
        if (next != null) {
            send(to, next.delivery(), next.filter(), clock.millis());
        }
        return next != null;
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
                ? record.gate().together(() -> exchanges.beginOwed(delivery, owedTo, now))
                : exchanges.begin(delivery, now); // one change, which needs no gate of its own
        transmit(entry, now);
    }

    private void transmit(Inflight.Entry entry, long now) {
        if (transmitter != null) { // it is null only without a client
            transmitter.transmit(entry, now);
        }
    }

    private void resend(Outbound to, Inflight.Entry entry) {
        Delivery delivery = entry.delivery();
        if (delivery == null || to.accepts(delivery)) {
            sent += delivery == null ? 0 : 1;
            transmit(entry, clock.millis());
        } else {
            exchanges.complete(entry);
        }
    }

    /** Resends what the connected client has not acknowledged for this interval, while it accepts bytes. */
    void resendOverdue(Outbound to, Duration interval) {
        long limit = to.eventLoop().nanoTime() - interval.toNanos();
        exchanges.forEachSentBefore(limit, to::isWritable, entry -> resend(to, entry));
    }
}
