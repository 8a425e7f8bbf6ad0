package org.holdfast.engine.wire.codec;

import io.netty.handler.codec.mqtt.MqttMessageType;
import org.holdfast.engine.message.MqttException;
import org.holdfast.engine.message.ReasonCode;

/** The Reason Codes that a client may send in each packet (sections 3.4.2.1, 3.5.2.1, 3.6.2.1, 3.7.2.1 and 3.14.2.1). */
final class ReasonTables {
    private ReasonTables() {}

    /**
     * Returns the code.
     *
     * @throws MqttException when a client must not send it in this packet
     */
    static ReasonCode check(MqttMessageType type, ReasonCode code) {
        boolean allowed =
                switch (type) {
                    case PUBACK, PUBREC -> answersPublish(code);
                    case PUBREL, PUBCOMP ->
                        code == ReasonCode.SUCCESS || code == ReasonCode.PACKET_IDENTIFIER_NOT_FOUND;
                    case DISCONNECT -> endsConnection(code);
                    default -> throw new IllegalArgumentException(type + " has another table");
                };
        if (!allowed) {
            throw MqttException.protocolError(code + " is no reason code of " + type);
        }
        return code;
    }

    private static boolean answersPublish(ReasonCode code) {
        return switch (code) {
            case SUCCESS,
                    NO_MATCHING_SUBSCRIBERS,
                    UNSPECIFIED_ERROR,
                    IMPLEMENTATION_SPECIFIC_ERROR,
                    NOT_AUTHORIZED,
                    TOPIC_NAME_INVALID,
                    PACKET_IDENTIFIER_IN_USE,
                    QUOTA_EXCEEDED,
                    PAYLOAD_FORMAT_INVALID -> true;
            default -> false;
        };
    }

    private static boolean endsConnection(ReasonCode code) {
        return switch (code) {
            case SUCCESS,
                    DISCONNECT_WITH_WILL_MESSAGE,
                    UNSPECIFIED_ERROR,
                    MALFORMED_PACKET,
                    PROTOCOL_ERROR,
                    IMPLEMENTATION_SPECIFIC_ERROR,
                    TOPIC_NAME_INVALID,
                    RECEIVE_MAXIMUM_EXCEEDED,
                    TOPIC_ALIAS_INVALID,
                    PACKET_TOO_LARGE,
                    MESSAGE_RATE_TOO_HIGH,
                    QUOTA_EXCEEDED,
                    ADMINISTRATIVE_ACTION,
                    PAYLOAD_FORMAT_INVALID -> true;
            default -> false;
        };
    }
}
