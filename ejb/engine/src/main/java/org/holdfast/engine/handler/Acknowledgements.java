package org.holdfast.engine.handler;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.holdfast.engine.commit.CommitWaiter;
import org.holdfast.engine.loop.EventLoop;
import org.holdfast.engine.message.MqttException;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.packet.PubAck;
import org.holdfast.engine.packet.PubRec;
import org.holdfast.engine.packet.ServerPacket;
import org.holdfast.engine.session.Session;
import org.holdfast.engine.session.sending.Outbound;
import org.jspecify.annotations.Nullable;

/**
 * The answers that the broker owes to one client's QoS 1 and 2 publishes. They are sent in the order of the publishes, also
 * when one waits for a commit and the next does not [MQTT-4.6.0-2] [MQTT-4.6.0-3]. Owned by the connection's event loop.
 */
final class Acknowledgements {
    private static final String NOT_STORED = "the message was not stored in time; the database may be failing";

    private final Outbound outbound;
    private final int receiveMaximum;
    private final Duration timeout;
    private final Supplier<Session> session;
    private final Deque<Owed> owed = new ArrayDeque<>();
    private int unacknowledged;
    private boolean paused;
    private boolean closed;
    private EventLoop.@Nullable Timer timer;

    /**
     * Starts empty.
     *
     * @param timeout how long an answer may wait for a commit before it reports a failure
     * @param session of the client, while it is connected
     */
    Acknowledgements(Outbound outbound, int receiveMaximum, Duration timeout, Supplier<Session> session) {
        this.outbound = outbound;
        this.receiveMaximum = receiveMaximum;
        this.timeout = timeout;
        this.session = session;
    }

    /** Called when the connection has closed: no answer is sent, and the session is no longer used. */
    void close() {
        closed = true;
        if (timer != null) {
            timer.cancel();
        }
        owed.clear();
    }

    /** An answer that cannot be sent yet. */
    final class Owed implements CommitWaiter {
        private final int packetId;
        private final QoS qos;
        private final ReasonCode reason;
        private final long since = outbound.eventLoop().nanoTime();
        private @Nullable ServerPacket answer;

        private Owed(int packetId, QoS qos, ReasonCode reason) {
            this.packetId = packetId;
            this.qos = qos;
            this.reason = reason;
        }

        @Override
        public Executor executor() {
            return outbound.eventLoop();
        }

        @Override
        public void committed() {
            if (answer == null && !closed) { // else it has been refused, or the connection has closed
                answer = packet(packetId, qos, reason, null);
                sendReady();
            }
        }

        private boolean isOverdue() {
            return answer == null && outbound.eventLoop().nanoTime() - since >= timeout.toNanos();
        }

        private void refuse() {
            answer = packet(packetId, qos, ReasonCode.IMPLEMENTATION_SPECIFIC_ERROR, NOT_STORED);
            if (qos == QoS.EXACTLY_ONCE) {
                session.get().incoming().release(packetId);
            }
        }

        /**
         * Whether the store may have its identifier and not yet the refusal: the next message with it would be taken for this one.
         */
        private boolean mayBeStored() {
            return qos == QoS.EXACTLY_ONCE && session.get().isStored();
        }
    }

    /**
     * Counts a publish that must be acknowledged.
     *
     * @throws MqttException when an MQTT 5.0 client exceeds the Receive Maximum it was given [MQTT-3.3.4-7]
     */
    void begin() {
        unacknowledged++;
        if (unacknowledged > receiveMaximum && outbound.version().isMqtt5()) {
            throw new MqttException(
                    ReasonCode.RECEIVE_MAXIMUM_EXCEEDED,
                    "more than " + receiveMaximum + " publishes await acknowledgement");
        }
    }

    /** Ends an exchange that {@link #begin} has counted. */
    void end() {
        unacknowledged = Math.max(0, unacknowledged - 1);
    }

    /**
     * Reserves an answer, whose holder decides when it may be sent. A client that is owed many is not read from until
     * it is owed fewer: MQTT 3.x has no Receive Maximum.
     */
    Owed owe(int packetId, QoS qos, ReasonCode reason) {
        Owed promise = new Owed(packetId, qos, reason);
        owed.add(promise);
        if (owed.size() > receiveMaximum && !paused) {
            paused = true;
            outbound.pauseReading(Outbound.Pause.UNACKNOWLEDGED);
        }
        watch(timeout);
        return promise;
    }

    /** Starts the one timer for all reserved answers. */
    private void watch(Duration delay) {
        if (timer == null) {
            timer = outbound.eventLoop().schedule(delay, this::refuseOverdue);
        }
    }

    /**
     * Refuses what has not been stored in time. MQTT 5.0 clients get a Reason Code. Others, to which any answer means
     * success, are disconnected, and so are those whose stored session has accepted a QoS 2 message: they resend it,
     * and are answered after the commit.
     */
    private void refuseOverdue() {
        timer = null;
        List<Owed> overdue = owed.stream().filter(Owed::isOverdue).toList();
        if (!overdue.isEmpty()
                && (!outbound.version().isMqtt5() || overdue.stream().anyMatch(Owed::mayBeStored))) {
            outbound.disconnect(ReasonCode.IMPLEMENTATION_SPECIFIC_ERROR, NOT_STORED);
            return;
        }
        overdue.forEach(Owed::refuse);
        sendReady();
        Owed next = owed.peek();
        if (next != null) {
            watch(timeout.minusNanos(outbound.eventLoop().nanoTime() - next.since));
        }
    }

    /** Answers a publish now, or as soon as those before it are answered. */
    void answer(int packetId, QoS qos, ReasonCode reason, @Nullable String explanation) {
        ServerPacket answer = packet(packetId, qos, reason, explanation);
        if (owed.isEmpty()) {
            send(answer);
        } else {
            owe(packetId, qos, reason).answer = answer;
        }
    }

    private void sendReady() {
        ServerPacket answer;
        for (Owed first; (first = owed.peek()) != null && (answer = first.answer) != null; ) {
            owed.remove();
            send(answer);
        }
        if (paused && owed.size() <= receiveMaximum / 2) {
            paused = false;
            outbound.resumeReading(Outbound.Pause.UNACKNOWLEDGED);
        }
    }

    private void send(ServerPacket answer) {
        boolean last = answer instanceof PubAck
                || (answer instanceof PubRec pubRec && pubRec.reason().isError());
        if (last) {
            end();
        }
        outbound.send(answer);
    }

    private static ServerPacket packet(int packetId, QoS qos, ReasonCode reason, @Nullable String explanation) {
        return qos == QoS.AT_LEAST_ONCE
                ? new PubAck(packetId, reason, explanation)
                : new PubRec(packetId, reason, explanation);
    }
}
