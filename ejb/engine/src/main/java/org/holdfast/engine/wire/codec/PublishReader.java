package org.holdfast.engine.wire.codec;

import io.netty.buffer.ByteBuf;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.MqttException;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.ProtocolVersion;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.packet.Publish;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/** Reads PUBLISH (section 3.3). Owned by the connection's event loop. */
final class PublishReader {
    private byte[] topicBytes = new byte[64];

    Publish read(int flags, ByteBuf in, ProtocolVersion version) {
        boolean dup = (flags & 0x08) != 0;
        int qosValue = qos(flags >> 1 & 3, dup);
        TopicName topic = topic(in, version);
        int packetId = qosValue == 0 ? 0 : Field.packetId(in);
        MessagePropertyReader properties = version.isMqtt5() ? MessagePropertyReader.ofPublish(in) : null;
        byte[] payload = new byte[in.readableBytes()];
        in.readBytes(payload);
        return new Publish(
                dup,
                QoS.of(qosValue),
                (flags & 0x01) != 0,
                topic,
                properties == null ? 0 : properties.topicAlias(),
                packetId,
                properties == null ? Message.NO_EXPIRY_INTERVAL : properties.expiryInterval(),
                properties == null ? Properties.NONE : properties.passedOn(),
                Payload.of(payload));
    }

    private static int qos(int value, boolean dup) {
        if (value == 3) {
            throw MqttException.malformed("QoS is 3"); // [MQTT-3.3.1-4]
        }
        if (dup && value == 0) {
            throw MqttException.malformed("DUP is set at QoS 0"); // [MQTT-3.3.1-2]
        }
        return value;
    }

    /** Reads the Topic Name; null when it is empty, as an MQTT 5.0 client may send it with a Topic Alias. */
    private @Nullable TopicName topic(ByteBuf in, ProtocolVersion version) {
        int length = Field.twoBytes(in);
        if (length > in.readableBytes()) {
            throw MqttException.malformed("the Topic Name is longer than its packet");
        }
        if (length == 0 && version.isMqtt5()) {
            return null;
        }
        if (length > topicBytes.length) {
            topicBytes = new byte[length];
        }
        in.readBytes(topicBytes, 0, length);
        try {
            return TopicName.of(Utf8.decode(topicBytes, length), length);
        } catch (IllegalArgumentException e) {
            throw new MqttException(ReasonCode.TOPIC_NAME_INVALID, String.valueOf(e.getMessage())); // [MQTT-3.3.2-2]
        }
    }
}
