package org.holdfast.engine.handler;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.holdfast.engine.packet.MqttException;
import org.holdfast.engine.packet.Packet;
import org.holdfast.engine.packet.PubAck;
import org.holdfast.engine.packet.PubRec;
import org.holdfast.engine.packet.QoS;
import org.holdfast.engine.packet.ReasonCode;
import org.holdfast.engine.retained.CommitWaiter;
import org.holdfast.engine.session.Outbound;
import org.jspecify.annotations.Nullable;

/**
 * The answers that the broker owes to one client's QoS 1 and 2 publishes. They leave in the order of the publishes, also
 * when one waits for a commit and the next does not [MQTT-4.6.0-2] [MQTT-4.6.0-3]. Owned by the connection's event loop.
 */
final class Acknowledgements {
    private final Outbound outbound;
    private final int receiveMaximum;
    private final Deque<Owed> owed = new ArrayDeque<>();
    private int unacknowledged;
    private boolean paused;

    Acknowledgements(Outbound outbound, int receiveMaximum) {
        this.outbound = outbound;
        this.receiveMaximum = receiveMaximum;
    }

    /** An answer that cannot leave yet. */
    final class Owed implements CommitWaiter {
        private final int packetId;
        private final QoS qos;
        private @Nullable Packet answer;
        private ReasonCode reason = ReasonCode.SUCCESS;

        private Owed(int packetId, QoS qos) {
            this.packetId = packetId;
            this.qos = qos;
        }

        /** Sets what the answer is to say when it leaves. */
        void reason(ReasonCode code) {
            reason = code;
        }

        @Override
        public Executor executor() {
            return outbound.eventLoop();
        }

        @Override
        public void committed() {
            answer = packet(packetId, qos, reason, null);
            sendReady();
        }
    }

    /**
     * Counts a publish that will have to be acknowledged.
     *
     * @throws MqttException when an MQTT 5.0 client exceeds the Receive Maximum it was given [MQTT-3.3.4-7]
     */
    void begin() {
        unacknowledged++;
        if (unacknowledged > receiveMaximum && outbound.version().isMqtt5()) {
            throw new MqttException(
                    ReasonCode.RECEIVE_MAXIMUM_EXCEEDED,
                    "more than " + receiveMaximum + " publishes are not acknowledged yet");
        }
    }

    /** The exchange that {@link #begin} counted is over. */
    void end() {
        unacknowledged = Math.max(0, unacknowledged - 1);
    }

    /**
     * Promises an answer; whoever gets the promise says when it may leave. A client that is owed many is not read from
     * until it is owed less: MQTT 3.x knows no Receive Maximum.
     */
    Owed owe(int packetId, QoS qos) {
        Owed promise = new Owed(packetId, qos);
        owed.add(promise);
        if (owed.size() > receiveMaximum && !paused) {
            paused = true;
            outbound.pauseReading(Outbound.Pause.UNACKNOWLEDGED);
        }
        return promise;
    }

    /** Takes a promise back that was the last to be made. */
    void withdraw(Owed promise) {
        owed.removeLastOccurrence(promise);
    }

    /** Answers a publish now, or as soon as those before it are answered. */
    void answer(int packetId, QoS qos, ReasonCode reason, @Nullable String explanation) {
        Packet answer = packet(packetId, qos, reason, explanation);
        if (owed.isEmpty()) {
            send(answer);
        } else {
            owe(packetId, qos).answer = answer;
        }
    }

    private void sendReady() {
        Packet answer;
        for (Owed first; (first = owed.peek()) != null && (answer = first.answer) != null; owed.remove()) {
            send(answer);
        }
        if (paused && owed.size() <= receiveMaximum / 2) {
            paused = false;
            outbound.resumeReading(Outbound.Pause.UNACKNOWLEDGED);
        }
    }

    private void send(Packet answer) {
        boolean last = answer instanceof PubAck
                || (answer instanceof PubRec pubRec && pubRec.reason().isError());
        if (last) {
            end();
        }
        outbound.send(answer);
    }

    private static Packet packet(int packetId, QoS qos, ReasonCode reason, @Nullable String explanation) {
        return qos == QoS.AT_LEAST_ONCE
                ? new PubAck(packetId, reason, explanation)
                : new PubRec(packetId, reason, explanation);
    }
}
