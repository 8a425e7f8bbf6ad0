package org.holdfast.tools.mqtt;

import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.holdfast.beans.transfer.BadMessageException;
import org.holdfast.beans.transfer.MessageTarget;
import org.holdfast.beans.transfer.Refusals;
import org.holdfast.beans.transfer.TransferException;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.PacketId;
import org.holdfast.engine.message.PropertyId;
import org.holdfast.engine.message.ProtocolVersion;
import org.holdfast.engine.topic.TopicName;

/**
 * A running broker as a target: messages are published to it, retained, at QoS 1 or 2, so that it reports for each whether it is
 * accepted. MQTT 5.0. Holds only what has not been acknowledged. Belongs to one thread.
 */
public final class MqttTarget implements MessageTarget {
    private static final int MAXIMUM_BODY = 1 << 20;
    private static final int MESSAGES_IN_FLIGHT = 500;
    private static final long BYTES_IN_FLIGHT = 8 << 20;
    private static final long MAXIMUM_INTERVAL = 0xFFFF_FFFFL;

    private final MqttSession session;
    private final Clock clock;
    private final int window;
    private final Map<Integer, InFlight> inFlight = new HashMap<>();
    private long bytesInFlight;
    private int lastPacketId;
    private long published;

    /** A message that the broker has not acknowledged. */
    private record InFlight(String origin, long bytes) {}

    private MqttTarget(MqttSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
        window = Math.min(session.limits().receiveMaximum(), MESSAGES_IN_FLIGHT);
    }

    /**
     * Connects.
     *
     * @param clock the wall clock, by which messages expire
     * @throws TransferException if the broker cannot be reached, refuses, or does not retain messages
     */
    public static MqttTarget connect(BrokerAddress address, Clock clock) {
        MqttSession session = MqttSession.open(address, ProtocolVersion.MQTT_5, MAXIMUM_BODY);
        if (!session.limits().isRetainAvailable() || session.limits().maximumQos() == 0) {
            session.close();
            throw new TransferException(
                    address + " does not support retained messages at QoS 1: an import into it is not possible.");
        }
        return new MqttTarget(session, clock);
    }

    @Override
    public void put(String origin, Message message, Refusals refusals) {
        int qos = Math.min(
                session.limits().maximumQos(), Math.max(1, message.qos().value()));
        publish(
                origin,
                message.topic(),
                qos,
                properties(message),
                message.payload().bytes(),
                refusals);
    }

    private byte[] properties(Message message) {
        PacketBytes properties = new PacketBytes().bytes(message.properties().encoded());
        if (message.expires()) {
            properties
                    .oneByte(PropertyId.MESSAGE_EXPIRY_INTERVAL)
                    .fourBytes(Math.min(MAXIMUM_INTERVAL, message.remainingSeconds(clock.millis())));
        }
        return properties.toBytes();
    }

    @Override
    public void clear(TopicName topic) {
        publish("topic " + topic, topic, 1, new byte[0], new byte[0], (origin, reason) -> {
            throw new TransferException(origin + ": " + reason + ".");
        });
    }

    private void publish(
            String origin, TopicName topic, int qos, byte[] properties, byte[] payload, Refusals refusals) {
        byte[] packet = retained(topic, nextPacketId(), qos, properties, payload);
        if (packet.length > session.limits().maximumPacketSize()) {
            refusals.refuse(
                    origin, "larger than the broker's Maximum Packet Size: raise its holdfast.mqtt.max-packet-size");
            return;
        }
        try {
            makeRoom(packet.length, refusals);
            inFlight.put(lastPacketId, new InFlight(origin, packet.length));
            bytesInFlight += packet.length;
            session.connection().send(packet);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private static byte[] retained(TopicName topic, int packetId, int qos, byte[] properties, byte[] payload) {
        return new PacketBytes()
                .text(topic.value())
                .twoBytes(packetId)
                .variableByteInteger(properties.length)
                .bytes(properties)
                .bytes(payload)
                .packet(Packet.PUBLISH << 4 | qos << 1 | 1);
    }

    private int nextPacketId() {
        do {
            lastPacketId = PacketId.following(lastPacketId);
        } while (inFlight.containsKey(lastPacketId));
        return lastPacketId;
    }

    private void makeRoom(int bytes, Refusals refusals) throws IOException {
        while (session.connection().hasNext()
                || inFlight.size() >= window
                || (bytesInFlight > 0 && bytesInFlight + bytes > BYTES_IN_FLIGHT)) {
            acknowledged(session.await(PacketConnection.PATIENCE), refusals);
        }
    }

    private void acknowledged(Packet packet, Refusals refusals) throws IOException {
        try {
            switch (packet.type()) {
                case Packet.PUBACK, Packet.PUBCOMP -> done(packet, refusals);
                case Packet.PUBREC -> received(packet, refusals);
                default -> throw session.unexpected(packet);
            }
        } catch (BadMessageException e) {
            throw new IOException("an acknowledgement is malformed: " + e.getMessage(), e);
        }
    }

    private void received(Packet packet, Refusals refusals) throws IOException, BadMessageException {
        if (packet.reasonCode() >= 0x80) {
            done(packet, refusals);
        } else {
            session.connection()
                    .send(new PacketBytes().twoBytes(packet.packetId()).packet(Packet.PUBREL << 4 | 2));
        }
    }

    private void done(Packet packet, Refusals refusals) throws BadMessageException {
        InFlight ended = inFlight.remove(packet.packetId());
        if (ended == null) {
            throw session.unexpected(packet);
        }
        bytesInFlight -= ended.bytes;
        if (packet.reasonCode() < 0x80) {
            published++;
        } else {
            refusals.refuse(
                    ended.origin,
                    "the broker rejected it, " + Reasons.inWords(packet.reasonCode(), packet.reasonString()));
        }
    }

    @Override
    public void finish(Refusals refusals) {
        try {
            while (!inFlight.isEmpty()) {
                acknowledged(session.await(PacketConnection.PATIENCE), refusals);
            }
            session.disconnect();
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private TransferException lost(IOException e) {
        return new TransferException(
                "the connection to " + session.address() + " was lost: " + MqttSession.inWords(e) + ".", e);
    }

    @Override
    public String outcome() {
        return "published " + published;
    }

    /** Also counts messages that were sent and not acknowledged: the broker may have them. */
    @Override
    public long abandon() {
        return published + inFlight.size();
    }

    @Override
    public void close() {
        session.close();
    }
}
