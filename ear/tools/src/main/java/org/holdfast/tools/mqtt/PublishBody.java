package org.holdfast.tools.mqtt;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.holdfast.beans.transfer.BadMessageException;
import org.holdfast.beans.transfer.TextRules;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.PropertyId;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.topic.TopicName;

/**
 * The part of a PUBLISH after the fixed header (section 3.3).
 *
 * @param topic the Topic Name; empty where there is a Topic Alias
 * @param packetId 0 at QoS 0
 * @param properties the properties that are passed on
 * @param expiryInterval the Message Expiry Interval in seconds, or {@link #NO_EXPIRY}
 * @param payload the rest
 */
public record PublishBody(String topic, int packetId, Properties properties, long expiryInterval, Payload payload) {
    /** The interval of a message that does not expire. */
    public static final long NO_EXPIRY = -1;

    /**
     * Reads a body.
     *
     * @param body the packet, positioned at the beginning of the body; its limit is the end
     * @param qos of the fixed header
     * @param hasProperties whether this is MQTT 5.0
     * @throws BadMessageException if it is malformed
     */
    public static PublishBody read(ByteBuffer body, QoS qos, boolean hasProperties) throws BadMessageException {
        PacketFields fields = new PacketFields(body);
        String topic = fields.text();
        int packetId = qos == QoS.AT_MOST_ONCE ? 0 : fields.twoBytes();
        Passed passed = new Passed();
        if (hasProperties) {
            PacketFields section = fields.section(fields.variableByteInteger());
            while (!section.isAtEnd()) {
                passed.read(section);
            }
        }
        byte[] payload = fields.take(fields.bytes().remaining());
        return new PublishBody(topic, packetId, passed.properties(), passed.expiryInterval, Payload.of(payload));
    }

    /**
     * Returns the QoS in the first byte of a PUBLISH (section 3.3.1.2).
     *
     * @throws BadMessageException if it is invalid
     */
    public static QoS qos(int firstByte) throws BadMessageException {
        int qos = firstByte >> 1 & 3;
        if (qos == 3) {
            throw new BadMessageException("its QoS is 3");
        }
        return QoS.of(qos);
    }

    /**
     * Returns the retained message of this PUBLISH.
     *
     * @param name the topic, where it is known from elsewhere
     * @param qos of the fixed header
     * @param now when its expiry begins and it counts as published, in milliseconds of the wall clock
     */
    public Message message(TopicName name, QoS qos, long now) {
        long expiresAt = expiryInterval == NO_EXPIRY ? Message.NEVER : now + expiryInterval * 1_000;
        return new Message(name, payload, qos, true, properties, expiresAt, now, "");
    }

    /** The properties of a PUBLISH: those that are passed on are kept unchanged. */
    private static final class Passed {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final Set<Integer> seen = new HashSet<>();
        private long expiryInterval = NO_EXPIRY;

        Properties properties() {
            return Properties.ofEncoded(kept.toByteArray());
        }

        void read(PacketFields section) throws BadMessageException {
            ByteBuffer bytes = section.bytes();
            int start = bytes.position();
            int id = section.variableByteInteger();
            boolean mayRepeat = id == PropertyId.USER_PROPERTY || id == PropertyId.SUBSCRIPTION_IDENTIFIER;
            if (!seen.add(id) && !mayRepeat) {
                throw new BadMessageException("it has property " + id + " twice");
            }
            if (isPassedOn(id, section)) {
                byte[] encoded = new byte[bytes.position() - start];
                bytes.get(start, encoded);
                kept.writeBytes(encoded);
            }
        }

        /** Reads the value; false where it belongs to one network connection or changes on the way. */
        private boolean isPassedOn(int id, PacketFields section) throws BadMessageException {
            switch (id) {
                case PropertyId.PAYLOAD_FORMAT_INDICATOR -> checkFormat(section.oneByte());
                case PropertyId.CONTENT_TYPE -> TextRules.checked("the Content Type", section.text());
                case PropertyId.RESPONSE_TOPIC -> TextRules.topicName("the Response Topic", section.text());
                case PropertyId.CORRELATION_DATA -> section.binary();
                case PropertyId.USER_PROPERTY -> {
                    TextRules.checked("a User Property", section.text());
                    TextRules.checked("a User Property", section.text());
                }
                default -> {
                    readOther(id, section);
                    return false;
                }
            }
            return true;
        }

        private void readOther(int id, PacketFields section) throws BadMessageException {
            switch (id) {
                case PropertyId.MESSAGE_EXPIRY_INTERVAL -> expiryInterval = section.fourBytes();
                case PropertyId.TOPIC_ALIAS -> section.twoBytes();
                case PropertyId.SUBSCRIPTION_IDENTIFIER -> section.variableByteInteger();
                default -> throw new BadMessageException("a PUBLISH has no property " + id);
            }
        }

        private static void checkFormat(int indicator) throws BadMessageException {
            if (indicator > 1) {
                throw new BadMessageException("the Payload Format Indicator is " + indicator);
            }
        }
    }
}
