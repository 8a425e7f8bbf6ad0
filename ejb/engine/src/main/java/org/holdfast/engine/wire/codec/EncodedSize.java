package org.holdfast.engine.wire.codec;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttConnAckVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.BinaryProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubAckPayload;
import io.netty.handler.codec.mqtt.MqttUnsubAckPayload;
import org.holdfast.engine.message.PropertyId;

/**
 * Computes the length of the packet that netty-codec-mqtt will encode for MQTT 5.0: an encoded packet can no longer be
 * made smaller for a client's Maximum Packet Size (section 3.1.2.11.4).
 */
final class EncodedSize {
    private EncodedSize() {}

    /** Returns the length of the whole packet, in bytes. */
    static int of(MqttMessage message) {
        return withLength(body(message)) + 1;
    }

    private static int body(MqttMessage message) {
        Object header = message.variableHeader();
        if (header instanceof MqttConnAckVariableHeader connAck) {
            return 2 + withLength(properties(connAck.properties()));
        }
        if (header instanceof MqttMessageIdAndPropertiesVariableHeader subAck) {
            return 2 + withLength(properties(subAck.properties())) + codes(message.payload());
        }
        if (header instanceof MqttPubReplyMessageVariableHeader ack) {
            return 2 + reason(ack.reasonCode(), ack.properties());
        }
        if (header instanceof MqttReasonCodeAndPropertiesVariableHeader disconnect) {
            return reason(disconnect.reasonCode(), disconnect.properties());
        }
        return 0;
    }

    /** Returns the length of reason code and properties; Success without properties is omitted. */
    private static int reason(byte code, MqttProperties properties) {
        return code == 0 && properties.isEmpty() ? 0 : 1 + withLength(properties(properties));
    }

    private static int codes(Object payload) {
        return payload instanceof MqttSubAckPayload subAck
                ? subAck.reasonCodes().size()
                : ((MqttUnsubAckPayload) payload).unsubscribeReasonCodes().size();
    }

    private static int properties(MqttProperties properties) {
        int length = 0;
        for (MqttProperty<?> property : properties.listAll()) {
            length += 1 + value(property);
        }
        return length;
    }

    private static int value(MqttProperty<?> property) {
        if (property instanceof StringProperty text) {
            return 2 + ByteBufUtil.utf8Bytes(text.value());
        }
        if (property instanceof BinaryProperty data) {
            return 2 + data.value().length;
        }
        return switch (property.propertyId()) {
            case PropertyId.SESSION_EXPIRY_INTERVAL, PropertyId.MAXIMUM_PACKET_SIZE -> 4;
            case PropertyId.RECEIVE_MAXIMUM, PropertyId.TOPIC_ALIAS_MAXIMUM, PropertyId.SERVER_KEEP_ALIVE -> 2;
            case PropertyId.MAXIMUM_QOS,
                    PropertyId.RETAIN_AVAILABLE,
                    PropertyId.WILDCARD_SUBSCRIPTION_AVAILABLE,
                    PropertyId.SUBSCRIPTION_IDENTIFIER_AVAILABLE,
                    PropertyId.SHARED_SUBSCRIPTION_AVAILABLE -> 1;
            default ->
                throw new IllegalArgumentException(
                        "a packet from a server cannot have property " + property.propertyId());
        };
    }

    /** Returns a length plus that of the Variable Byte Integer which encodes it. */
    private static int withLength(int length) {
        return PublishWriter.variableLength(length) + length;
    }
}
