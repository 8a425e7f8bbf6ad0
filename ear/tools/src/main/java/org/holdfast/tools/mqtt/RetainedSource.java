package org.holdfast.tools.mqtt;

import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;
import org.holdfast.beans.transfer.BadMessageException;
import org.holdfast.beans.transfer.Import;
import org.holdfast.beans.transfer.Source;
import org.holdfast.beans.transfer.TextRules;
import org.holdfast.beans.transfer.TransferException;
import org.holdfast.engine.packet.ProtocolVersion;
import org.holdfast.engine.packet.QoS;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;

/**
 * The retained messages of a broker, as a subscriber gets them. No broker says when it has sent the last of them: it counts
 * as the last when no new topic has come for the quiet time and the broker has then answered a PINGREQ.
 *
 * @param address where the broker is
 * @param version what is spoken
 * @param filter which of its messages
 * @param quietTime how long nothing new must have come
 * @param maximumMessage the largest message that is taken, in bytes of its packet
 */
public record RetainedSource(
        BrokerAddress address, ProtocolVersion version, TopicFilter filter, Duration quietTime, int maximumMessage)
        implements Source {
    @Override
    public void readInto(Import messages) {
        try (MqttSession session = MqttSession.open(address, version, Math.max(maximumMessage, 1 << 17))) {
            Reading reading = new Reading(this, session, messages);
            reading.subscribe();
            reading.readToTheEnd();
            session.disconnect();
        } catch (IOException e) {
            throw new TransferException(
                    "the connection to " + address + " is lost: " + MqttSession.inWords(e) + ".", e);
        }
    }

    /** What is remembered while messages come. */
    private static final class Reading {
        private static final int PACKET_ID = 1;
        private static final int QOS_2_RETAIN_AS_PUBLISHED = 0x0A;
        private static final Duration PING_INTERVAL = Duration.ofSeconds(15);

        /** So many topics can be told apart that a million of them are hardly ever confused. */
        private static final int TOPIC_BITS = 1 << 26;

        private final RetainedSource source;
        private final MqttSession session;
        private final Import messages;
        private final BitSet topics = new BitSet();
        private boolean isGranted;
        private long quietSince = System.nanoTime();
        private int unansweredPings;

        Reading(RetainedSource source, MqttSession session, Import messages) {
            this.source = source;
            this.session = session;
            this.messages = messages;
        }

        void subscribe() throws IOException {
            PacketBytes subscribe = new PacketBytes().twoBytes(PACKET_ID);
            if (source.version.isMqtt5()) {
                subscribe.variableByteInteger(0);
            }
            int options = source.version.isMqtt5() ? QOS_2_RETAIN_AS_PUBLISHED : QoS.EXACTLY_ONCE.value();
            subscribe.text(source.filter.value()).oneByte(options);
            session.connection().send(subscribe.packet(Packet.SUBSCRIBE << 4 | 2));
        }

        void readToTheEnd() throws IOException {
            while (true) {
                Duration left = source.quietTime.minusNanos(System.nanoTime() - quietSince);
                boolean isQuiet = left.isNegative() || left.isZero();
                if ((isQuiet && unansweredPings == 0) || isPingDue()) {
                    ping();
                }
                Packet packet = isQuiet
                        ? session.await(MqttConnection.PATIENCE)
                        : session.connection().next(left);
                if (packet != null && handle(packet) && isQuietStill()) {
                    return;
                }
            }
        }

        /** Brokers may ask for a Keep Alive although none was offered. */
        private boolean isPingDue() {
            return session.connection().sinceLastSent().compareTo(PING_INTERVAL) > 0;
        }

        private boolean isQuietStill() {
            return isGranted && System.nanoTime() - quietSince >= source.quietTime.toNanos();
        }

        private void ping() throws IOException {
            session.connection().send(new PacketBytes().packet(Packet.PINGREQ << 4));
            unansweredPings++;
        }

        /** Deals with a packet; true when it answers the last PINGREQ. */
        private boolean handle(Packet packet) throws IOException {
            switch (packet.type()) {
                case Packet.SUBACK -> granted(packet);
                case Packet.PUBLISH -> publish(packet);
                case Packet.PUBREL -> acknowledge(Packet.PUBCOMP, packet);
                case Packet.PINGRESP -> {
                    unansweredPings = Math.max(0, unansweredPings - 1);
                    return unansweredPings == 0;
                }
                default -> throw session.unexpected(packet);
            }
            return false;
        }

        private void granted(Packet packet) {
            int code = packet.lastReasonCode();
            if (code >= 0x80) {
                throw new TransferException(source.address + " refuses the subscription to " + source.filter + ": "
                        + Reasons.inWords(code, "") + ".");
            }
            isGranted = true;
            quietSince = System.nanoTime();
        }

        private void acknowledge(int type, Packet packet) throws IOException {
            try {
                acknowledge(type, packet.packetId());
            } catch (BadMessageException e) {
                throw new IOException("a packet is malformed: " + e.getMessage(), e);
            }
        }

        private void acknowledge(int type, int packetId) throws IOException {
            session.connection().send(new PacketBytes().twoBytes(packetId).packet(type << 4));
        }

        private void publish(Packet packet) throws IOException {
            PublishBody body;
            QoS qos;
            try {
                qos = packet.qos();
                body = PublishBody.read(packet.fields().bytes(), qos, source.version.isMqtt5());
            } catch (BadMessageException e) {
                throw new IOException("a PUBLISH is malformed: " + e.getMessage(), e);
            }
            if (packet.isRetained()) {
                take(packet, body, qos);
            }
            if (qos != QoS.AT_MOST_ONCE) {
                acknowledge(qos == QoS.AT_LEAST_ONCE ? Packet.PUBACK : Packet.PUBREC, body.packetId());
            }
        }

        private void take(Packet packet, PublishBody body, QoS qos) {
            String origin = "topic " + body.topic();
            int bit = Math.floorMod(
                    body.topic().hashCode() * 0x9E3779B9 ^ body.topic().length(), TOPIC_BITS);
            if (!topics.get(bit)) {
                topics.set(bit);
                quietSince = System.nanoTime();
            }
            if (packet.isCut()) {
                messages.refuse(origin, "larger than holdfast.mqtt.max-packet-size: raise that");
                return;
            }
            try {
                TopicName topic = TextRules.topicName("the topic", body.topic());
                if (body.payload().isEmpty()) {
                    messages.clear(topic);
                } else {
                    messages.add(origin, body.message(topic, qos, messages.now()));
                }
            } catch (BadMessageException e) {
                messages.refuse(origin, e.reason());
            }
        }
    }
}
