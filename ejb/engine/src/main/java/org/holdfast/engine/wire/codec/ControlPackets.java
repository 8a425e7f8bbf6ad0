package org.holdfast.engine.wire.codec;

import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnAckVariableHeader;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.BinaryProperty;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubAckPayload;
import io.netty.handler.codec.mqtt.MqttUnsubAckMessage;
import io.netty.handler.codec.mqtt.MqttUnsubAckPayload;
import java.util.List;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.PropertyId;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.packet.Auth;
import org.holdfast.engine.packet.Capabilities;
import org.holdfast.engine.packet.ConnAck;
import org.holdfast.engine.packet.Connect;
import org.holdfast.engine.packet.Disconnect;
import org.holdfast.engine.packet.PingResp;
import org.holdfast.engine.packet.PubAck;
import org.holdfast.engine.packet.PubComp;
import org.holdfast.engine.packet.PubRec;
import org.holdfast.engine.packet.PubRel;
import org.holdfast.engine.packet.ServerPacket;
import org.holdfast.engine.packet.SubAck;
import org.holdfast.engine.packet.UnsubAck;
import org.jspecify.annotations.Nullable;

/**
 * Converts the packets that the broker sends, except PUBLISH, to the form that netty-codec-mqtt encodes. Owned by the
 * connection's event loop.
 */
public final class ControlPackets implements ServerPacket.Visitor<MqttMessage> {
    private static final int QOS_1 = 1;

    private final boolean mqtt5;
    private final boolean problemInformation;
    private final long maximumPacketSize;

    /**
     * For one connection.
     *
     * @param problemInformation whether the client wants Reason Strings in acknowledgements [MQTT-3.1.2-29]
     * @param maximumPacketSize the largest packet that the client accepts, in bytes
     */
    public ControlPackets(boolean mqtt5, boolean problemInformation, long maximumPacketSize) {
        this.mqtt5 = mqtt5;
        this.problemInformation = problemInformation;
        this.maximumPacketSize = maximumPacketSize;
    }

    /**
     * Returns the packet, without its Reason String if it is too large for the client with it; null if it is too large
     * without it too. It never has User Properties, which could be left out as well.
     */
    @Nullable
    public MqttMessage encode(ServerPacket packet) {
        MqttMessage whole = packet.accept(this);
        if (fits(whole)) {
            return whole;
        }
        MqttMessage bare =
                packet.withoutReasonString().accept(this); // [MQTT-3.2.2-19] [MQTT-3.4.2-2] [MQTT-3.14.2-3] ...
        return fits(bare) ? bare : null; // [MQTT-3.1.2-24]
    }

    private boolean fits(MqttMessage message) {
        return maximumPacketSize == Connect.ANY_PACKET_SIZE || EncodedSize.of(message) <= maximumPacketSize;
    }

    @Override
    public MqttMessage connAck(ConnAck connAck) {
        MqttProperties properties = new MqttProperties();
        ConnAck.Granted granted = connAck.granted();
        if (mqtt5 && granted != null) {
            grant(properties, granted);
        }
        if (mqtt5) {
            add(properties, PropertyId.SERVER_REFERENCE, connAck.serverReference());
            reasonString(properties, connAck.reasonString());
        }
        return new MqttConnAckMessage(
                header(MqttMessageType.CONNACK, 0),
                new MqttConnAckVariableHeader(returnCode(connAck.reason()), connAck.sessionPresent(), properties));
    }

    private static void grant(MqttProperties properties, ConnAck.Granted granted) {
        Long expiry = granted.sessionExpiryInterval();
        if (expiry != null) {
            properties.add(new IntegerProperty(PropertyId.SESSION_EXPIRY_INTERVAL, expiry.intValue()));
        }
        properties.add(new IntegerProperty(PropertyId.RECEIVE_MAXIMUM, granted.receiveMaximum()));
        properties.add(new IntegerProperty(PropertyId.MAXIMUM_PACKET_SIZE, granted.maximumPacketSize()));
        properties.add(new IntegerProperty(PropertyId.TOPIC_ALIAS_MAXIMUM, granted.topicAliasMaximum()));
        Integer keepAlive = granted.serverKeepAlive();
        if (keepAlive != null) {
            properties.add(new IntegerProperty(PropertyId.SERVER_KEEP_ALIVE, keepAlive));
        }
        add(properties, PropertyId.ASSIGNED_CLIENT_IDENTIFIER, granted.assignedClientId());
        add(properties, PropertyId.RESPONSE_INFORMATION, granted.responseInformation());
        restrict(properties, granted.capabilities());
        Auth authenticated = granted.authenticated();
        if (authenticated != null) {
            authentication(properties, authenticated);
        }
    }

    /** Adds what the server does not offer; everything else is the default. */
    private static void restrict(MqttProperties properties, Capabilities offered) {
        if (offered.maximumQos() != QoS.EXACTLY_ONCE) {
            properties.add(new IntegerProperty(
                    PropertyId.MAXIMUM_QOS, offered.maximumQos().value())); // [MQTT-3.2.2-9]
        }
        unavailable(properties, PropertyId.RETAIN_AVAILABLE, offered.retain());
        unavailable(properties, PropertyId.WILDCARD_SUBSCRIPTION_AVAILABLE, offered.wildcardSubscriptions());
        unavailable(properties, PropertyId.SUBSCRIPTION_IDENTIFIER_AVAILABLE, offered.subscriptionIdentifiers());
        unavailable(properties, PropertyId.SHARED_SUBSCRIPTION_AVAILABLE, offered.sharedSubscriptions());
    }

    private static void unavailable(MqttProperties properties, int propertyId, boolean available) {
        if (!available) {
            properties.add(new IntegerProperty(propertyId, 0));
        }
    }

    private static void add(MqttProperties properties, int propertyId, @Nullable String value) {
        if (value != null) {
            properties.add(new StringProperty(propertyId, value));
        }
    }

    /** Adds method and data, in CONNACK as in AUTH [MQTT-4.12.0-5]. */
    private static void authentication(MqttProperties properties, Auth auth) {
        add(properties, PropertyId.AUTHENTICATION_METHOD, auth.method());
        Payload data = auth.data();
        if (data != null) {
            properties.add(new BinaryProperty(PropertyId.AUTHENTICATION_DATA, data.bytes()));
        }
    }

    @Override
    public MqttMessage auth(Auth auth) {
        MqttProperties properties = new MqttProperties();
        authentication(properties, auth);
        return new MqttMessage(
                header(MqttMessageType.AUTH, 0),
                new MqttReasonCodeAndPropertiesVariableHeader(
                        (byte) auth.reason().value(), properties));
    }

    private MqttConnectReturnCode returnCode(ReasonCode reason) {
        return MqttConnectReturnCode.valueOf((byte) (mqtt5 ? reason.value() : returnCode3(reason)));
    }

    /** The CONNACK return code of MQTT 3.x (3.1.1, section 3.2.2.3), or -1 when it has none for this. */
    public static int returnCode3(ReasonCode reason) {
        return switch (reason) {
            case SUCCESS -> 0;
            case UNSUPPORTED_PROTOCOL_VERSION -> 1;
            case CLIENT_IDENTIFIER_NOT_VALID -> 2;
            case SERVER_UNAVAILABLE,
                    SERVER_BUSY,
                    SERVER_SHUTTING_DOWN,
                    USE_ANOTHER_SERVER,
                    SERVER_MOVED,
                    QUOTA_EXCEEDED,
                    CONNECTION_RATE_EXCEEDED -> 3;
            case BAD_USER_NAME_OR_PASSWORD -> 4;
            case NOT_AUTHORIZED, BANNED -> 5;
            default -> -1;
        };
    }

    @Override
    public MqttMessage subAck(SubAck subAck) {
        MqttProperties properties = new MqttProperties();
        if (mqtt5 && problemInformation) {
            reasonString(properties, subAck.reasonString());
        }
        return new MqttSubAckMessage(
                header(MqttMessageType.SUBACK, 0),
                new MqttMessageIdAndPropertiesVariableHeader(subAck.packetId(), properties),
                new MqttSubAckPayload(values(subAck.reasons())));
    }

    @Override
    public MqttMessage unsubAck(UnsubAck unsubAck) {
        List<Short> reasons = unsubAck.reasons().stream()
                .map(reason -> (short) reason.value())
                .toList();
        return new MqttUnsubAckMessage(
                header(MqttMessageType.UNSUBACK, 0),
                new MqttMessageIdAndPropertiesVariableHeader(unsubAck.packetId(), MqttProperties.NO_PROPERTIES),
                new MqttUnsubAckPayload(reasons));
    }

    private static List<Integer> values(List<ReasonCode> reasons) {
        return reasons.stream().map(ReasonCode::value).toList();
    }

    @Override
    public MqttMessage pubAck(PubAck ack) {
        return reply(MqttMessageType.PUBACK, ack.packetId(), ack.reason(), ack.reasonString());
    }

    @Override
    public MqttMessage pubRec(PubRec rec) {
        return reply(MqttMessageType.PUBREC, rec.packetId(), rec.reason(), rec.reasonString());
    }

    @Override
    public MqttMessage pubRel(PubRel rel) {
        return reply(MqttMessageType.PUBREL, rel.packetId(), rel.reason(), rel.reasonString());
    }

    @Override
    public MqttMessage pubComp(PubComp comp) {
        return reply(MqttMessageType.PUBCOMP, comp.packetId(), comp.reason(), comp.reasonString());
    }

    @Override
    public MqttMessage pingResp(PingResp pingResp) {
        return MqttMessage.PINGRESP;
    }

    private MqttMessage reply(MqttMessageType type, int packetId, ReasonCode reason, @Nullable String text) {
        MqttProperties properties = new MqttProperties();
        if (problemInformation) {
            reasonString(properties, text);
        }
        return new MqttMessage(
                header(type, type == MqttMessageType.PUBREL ? QOS_1 : 0),
                new MqttPubReplyMessageVariableHeader(packetId, (byte) reason.value(), properties));
    }

    @Override
    public MqttMessage disconnect(Disconnect disconnect) {
        MqttProperties properties = new MqttProperties();
        reasonString(properties, disconnect.reasonString());
        return new MqttMessage(
                header(MqttMessageType.DISCONNECT, 0),
                new MqttReasonCodeAndPropertiesVariableHeader(
                        (byte) disconnect.reason().value(), properties));
    }

    private static void reasonString(MqttProperties properties, @Nullable String text) {
        if (text != null) {
            properties.add(new StringProperty(PropertyId.REASON_STRING, text));
        }
    }

    /** Returns a fixed header, whose Remaining Length netty-codec-mqtt computes. */
    private static MqttFixedHeader header(MqttMessageType type, int qos) {
        return new MqttFixedHeader(type, false, MqttQoS.valueOf(qos), false, 0);
    }
}
