package org.holdfast.tools.mqtt;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.function.BooleanSupplier;
import org.holdfast.beans.transfer.BadMessageException;
import org.holdfast.beans.transfer.TransferException;
import org.holdfast.engine.message.PacketId;
import org.holdfast.engine.message.ProtocolVersion;
import org.holdfast.engine.message.QoS;

/**
 * Subscribes in a session, and reads the messages. No broker reports that it has sent the last retained message: one counts as the
 * last when nothing new has arrived for the quiet time and the broker has then answered a PINGREQ. Belongs to one thread.
 */
final class RetainedSubscriber {
    private static final int RETAIN_AS_PUBLISHED = 0x08;
    private static final Duration PING_INTERVAL = Duration.ofSeconds(15);

    private final MqttSession session;
    private final Duration quietTime;
    private int packetId;
    private boolean isAnswered;
    private boolean isRefused;
    private int refusal;
    private long quietSince;
    private int unansweredPings;

    /** Receives the messages. */
    @FunctionalInterface
    interface Receiver {
        /** Receives a PUBLISH; returns whether it is new, after which more are expected. */
        boolean receive(Packet packet, PublishBody body);
    }

    RetainedSubscriber(MqttSession session, Duration quietTime) {
        this.session = session;
        this.quietTime = quietTime;
    }

    /** Subscribes; with MQTT 5.0 changes have the RETAIN flag too. */
    void subscribe(Collection<String> filters, QoS qos) throws IOException {
        PacketBytes subscribe = request();
        int options = session.version() == ProtocolVersion.MQTT_5 ? RETAIN_AS_PUBLISHED | qos.value() : qos.value();
        filters.forEach(filter -> subscribe.text(filter).oneByte(options));
        session.connection().send(subscribe.packet(Packet.SUBSCRIBE << 4 | 2));
        isAnswered = false;
        isRefused = false;
        quietSince = System.nanoTime();
    }

    void unsubscribe(Collection<String> filters) throws IOException {
        PacketBytes unsubscribe = request();
        filters.forEach(unsubscribe::text);
        session.connection().send(unsubscribe.packet(Packet.UNSUBSCRIBE << 4 | 2));
    }

    private PacketBytes request() {
        packetId = PacketId.following(packetId);
        PacketBytes request = new PacketBytes().twoBytes(packetId);
        return session.version().isMqtt5() ? request.variableByteInteger(0) : request;
    }

    /** Whether the broker has rejected the last subscription, or a part of it. */
    boolean isRefused() {
        return isRefused;
    }

    /** Returns the failure of the last subscription. */
    TransferException refused(String filter) {
        return new TransferException(session.address() + " rejected the subscription to " + filter + ": "
                + Reasons.inWords(refusal, "") + ".");
    }

    /** Reads until nothing new has arrived for the quiet time, or until it is enough, in any case after the SUBACK. */
    void read(Receiver receiver, BooleanSupplier isEnough) throws IOException {
        while (!isAnswered || !isEnough.getAsBoolean()) {
            Duration left = quietTime.minusNanos(System.nanoTime() - quietSince);
            boolean isQuiet = left.isNegative() || left.isZero();
            if ((isQuiet && unansweredPings == 0)
                    || session.connection().sinceLastSent().compareTo(PING_INTERVAL) > 0) {
                ping(); // also because brokers may ask for a Keep Alive although none was offered
            }
            Packet packet = isQuiet
                    ? session.await(PacketConnection.PATIENCE)
                    : session.connection().next(left);
            if (packet != null && handle(packet, receiver) && isQuietStill()) {
                return;
            }
        }
    }

    private boolean isQuietStill() {
        return isAnswered && System.nanoTime() - quietSince >= quietTime.toNanos();
    }

    private void ping() throws IOException {
        session.connection().send(new PacketBytes().packet(Packet.PINGREQ << 4));
        unansweredPings++;
    }

    /** Handles a packet; true when it answers the last PINGREQ. */
    private boolean handle(Packet packet, Receiver receiver) throws IOException {
        switch (packet.type()) {
            case Packet.SUBACK -> answered(packet);
            case Packet.UNSUBACK -> {}
            case Packet.PUBLISH -> publish(packet, receiver);
            case Packet.PUBREL -> acknowledge(Packet.PUBCOMP, packet);
            case Packet.PINGRESP -> {
                unansweredPings = Math.max(0, unansweredPings - 1);
                return unansweredPings == 0;
            }
            default -> throw session.unexpected(packet);
        }
        return false;
    }

    private void answered(Packet packet) {
        refusal = packet.lastReasonCode();
        isRefused = refusal >= 0x80;
        isAnswered = true;
        quietSince = System.nanoTime();
    }

    private void acknowledge(int type, Packet packet) throws IOException {
        try {
            acknowledge(type, packet.packetId());
        } catch (BadMessageException e) {
            throw new IOException("a packet is malformed: " + e.getMessage(), e);
        }
    }

    private void acknowledge(int type, int id) throws IOException {
        session.connection().send(new PacketBytes().twoBytes(id).packet(type << 4));
    }

    private void publish(Packet packet, Receiver receiver) throws IOException {
        PublishBody body;
        QoS qos;
        try {
            qos = packet.qos();
            body = PublishBody.read(
                    packet.fields().bytes(), qos, session.version().isMqtt5());
        } catch (BadMessageException e) {
            throw new IOException("a PUBLISH is malformed: " + e.getMessage(), e);
        }
        if (receiver.receive(packet, body)) {
            quietSince = System.nanoTime();
        }
        if (qos != QoS.AT_MOST_ONCE) {
            acknowledge(qos == QoS.AT_LEAST_ONCE ? Packet.PUBACK : Packet.PUBREC, body.packetId());
        }
    }
}
