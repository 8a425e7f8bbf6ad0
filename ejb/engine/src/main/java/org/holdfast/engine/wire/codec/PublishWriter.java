package org.holdfast.engine.wire.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.PropertyId;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.routing.Identifiers;

/**
 * Writes PUBLISH (section 3.3). A message keeps properties and payload in the form of the wire, so that writing them is
 * copying bytes, however many receivers it has.
 */
public final class PublishWriter {
    private static final int TYPE = 0x30;
    private static final int DUP = 0x08;
    private static final int RETAIN = 0x01;
    private static final int EXPIRY_LENGTH = 5;
    private static final int ALIAS_LENGTH = 3;

    private PublishWriter() {}

    /** Returns the length of the whole packet, in bytes. */
    public static int size(Delivery delivery, boolean mqtt5, TopicAlias alias) {
        int body = bodyLength(delivery, topicLength(delivery, alias), mqtt5, alias.length());
        return 1 + variableLength(body) + body;
    }

    private static int topicLength(Delivery delivery, TopicAlias alias) {
        return alias.isKnown() ? 0 : delivery.message().topic().encodedLength();
    }

    /**
     * Writes everything but the payload.
     *
     * @param alias the Topic Alias to send, or {@link TopicAlias#NONE}
     */
    public static void writeHead(
            ByteBuf out, Delivery delivery, int packetId, boolean dup, boolean mqtt5, TopicAlias alias, long now) {
        Message message = delivery.message();
        int topicLength = topicLength(delivery, alias);
        out.writeByte(TYPE | (dup ? DUP : 0) | delivery.qos().value() << 1 | (delivery.retain() ? RETAIN : 0));
        writeVariable(out, bodyLength(delivery, topicLength, mqtt5, alias.length()));
        out.writeShort(topicLength);
        if (topicLength > 0) {
            writeTopic(out, message.topic().value(), topicLength);
        }
        if (delivery.qos() != QoS.AT_MOST_ONCE) {
            out.writeShort(packetId);
        }
        if (mqtt5) {
            writeProperties(out, delivery, alias, now);
        }
    }

    private static void writeTopic(ByteBuf out, String topic, int length) {
        if (length == topic.length()) {
            ByteBufUtil.writeAscii(out, topic);
        } else {
            ByteBufUtil.writeUtf8(out, topic);
        }
    }

    private static void writeProperties(ByteBuf out, Delivery delivery, TopicAlias alias, long now) {
        Message message = delivery.message();
        writeVariable(out, propertiesLength(delivery, alias.length()));
        out.writeBytes(message.properties().encoded()); // [MQTT-3.3.2-17] and its like: unchanged
        if (message.expires()) {
            out.writeByte(PropertyId.MESSAGE_EXPIRY_INTERVAL);
            out.writeInt((int) message.remainingSeconds(now)); // [MQTT-3.3.2-6]
        }
        if (alias.length() > 0) {
            out.writeByte(PropertyId.TOPIC_ALIAS);
            out.writeShort(alias.value());
        }
        Identifiers identifiers = delivery.identifiers();
        for (int i = 0; i < identifiers.size(); i++) {
            out.writeByte(PropertyId.SUBSCRIPTION_IDENTIFIER);
            writeVariable(out, identifiers.get(i));
        }
    }

    private static int bodyLength(Delivery delivery, int topicLength, boolean mqtt5, int aliasLength) {
        int length = 2 + topicLength + delivery.message().payload().length();
        if (delivery.qos() != QoS.AT_MOST_ONCE) {
            length += 2;
        }
        if (mqtt5) {
            int properties = propertiesLength(delivery, aliasLength);
            length += variableLength(properties) + properties;
        }
        return length;
    }

    private static int propertiesLength(Delivery delivery, int aliasLength) {
        Message message = delivery.message();
        int length = message.properties().encoded().length + aliasLength;
        if (message.expires()) {
            length += EXPIRY_LENGTH;
        }
        Identifiers identifiers = delivery.identifiers();
        for (int i = 0; i < identifiers.size(); i++) {
            length += 1 + variableLength(identifiers.get(i));
        }
        return length;
    }

    /** Returns the number of bytes of a Variable Byte Integer (section 1.5.5). */
    static int variableLength(int value) {
        return value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x20_0000 ? 3 : 4;
    }

    private static void writeVariable(ByteBuf out, int value) {
        int rest = value;
        while (rest >= 0x80) {
            out.writeByte((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }

    /** The Topic Alias of a PUBLISH: 0 for none; a known one stands for the Topic Name. */
    public record TopicAlias(int value, boolean isKnown) {
        public static final TopicAlias NONE = new TopicAlias(0, false);

        int length() {
            return value == 0 ? 0 : ALIAS_LENGTH;
        }
    }
}
