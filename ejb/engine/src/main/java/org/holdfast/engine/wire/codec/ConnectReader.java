package org.holdfast.engine.wire.codec;

import io.netty.buffer.ByteBuf;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.MqttException;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.PropertyId;
import org.holdfast.engine.message.ProtocolVersion;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.packet.Connect;
import org.holdfast.engine.packet.Will;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/** Reads a CONNECT (section 3.1): first its version, so that a refusal can use it. */
final class ConnectReader {
    private static final int BRIDGE = 0x80;
    /**
     * Assumed for a bridge, which cannot send it: Mosquitto drops publishes over its {@code max_inflight_messages}, 20 by default.
     */
    private static final int RECEIVE_MAXIMUM_OF_BRIDGES = 20;

    private static final int RESERVED = 0x01;
    private static final int CLEAN_START = 0x02;
    private static final int WILL = 0x04;
    private static final int WILL_QOS_SHIFT = 3;
    private static final int WILL_RETAIN = 0x20;
    private static final int PASSWORD = 0x40;
    private static final int USER_NAME = 0x80;

    private final ByteBuf in;
    private final ProtocolVersion version;
    private final boolean isBridge;

    private long sessionExpiryInterval;
    private int receiveMaximum;
    private long maximumPacketSize = Connect.ANY_PACKET_SIZE;
    private int topicAliasMaximum;
    private boolean responseInformation;
    private boolean problemInformation = true;
    private @Nullable String authenticationMethod;
    private @Nullable Payload authenticationData;

    /** Reads Protocol Name and Protocol Version; {@link #readRest} reads what follows. */
    ConnectReader(ByteBuf in) {
        this.in = in;
        String name = Field.text(in);
        int level = Field.oneByte(in);
        this.isBridge = level == (BRIDGE | 3) || level == (BRIDGE | 4);
        this.version = version(name, isBridge ? level - BRIDGE : level);
        this.receiveMaximum = isBridge ? RECEIVE_MAXIMUM_OF_BRIDGES : 65_535;
    }

    private static ProtocolVersion version(String name, int level) {
        boolean mqtt31 = name.equals("MQIsdp");
        if (!mqtt31 && !name.equals("MQTT")) {
            throw MqttException.malformed("the Protocol Name is not MQTT"); // [MQTT-3.1.2-1]
        }
        if (mqtt31 && level == 3) {
            return ProtocolVersion.MQTT_3_1;
        }
        if (!mqtt31 && level == 4) {
            return ProtocolVersion.MQTT_3_1_1;
        }
        if (!mqtt31 && level == 5) {
            return ProtocolVersion.MQTT_5;
        }
        throw new MqttException(
                ReasonCode.UNSUPPORTED_PROTOCOL_VERSION,
                "this broker supports MQTT 3.1, 3.1.1 and 5.0"); // [MQTT-3.1.2-2]
    }

    ProtocolVersion version() {
        return version;
    }

    /** Whether it is a bridge that declares itself, as Mosquitto does, with a bit that the standard does not define. */
    boolean isBridge() {
        return isBridge;
    }

    /** The Maximum Packet Size, if it has been read. */
    long maximumPacketSize() {
        return maximumPacketSize;
    }

    Connect readRest() {
        int flags = flags();
        boolean cleanStart = (flags & CLEAN_START) != 0;
        int keepAlive = Field.twoBytes(in);
        if (version.isMqtt5()) {
            readProperties();
        } else {
            sessionExpiryInterval = cleanStart ? 0 : Connect.NO_EXPIRY;
        }
        String clientId = Field.text(in);
        Will will = (flags & WILL) == 0 ? null : will(flags);
        String userName = isThere(USER_NAME, flags) ? Field.text(in) : null;
        Payload password = isThere(PASSWORD, flags) ? Field.payload(in) : null;
        return new Connect(
                version,
                clientId,
                cleanStart,
                keepAlive,
                will,
                userName,
                password,
                sessionExpiryInterval,
                receiveMaximum,
                maximumPacketSize,
                topicAliasMaximum,
                responseInformation,
                problemInformation,
                authenticationMethod,
                authenticationData);
    }

    /** Whether a field is present: its flag is set, and in MQTT 3.1 the packet does not end before it. */
    private boolean isThere(int flag, int flags) {
        return (flags & flag) != 0 && (version != ProtocolVersion.MQTT_3_1 || in.isReadable());
    }

    private int flags() {
        int flags = Field.oneByte(in);
        if (version != ProtocolVersion.MQTT_3_1) { // which does not use these bits
            checkUnused(flags);
        }
        if ((flags & WILL) != 0 && willQos(flags) == 3) {
            throw MqttException.malformed("Will QoS is 3"); // [MQTT-3.1.2-12]
        }
        if (!version.isMqtt5() && (flags & USER_NAME) == 0 && (flags & PASSWORD) != 0) {
            throw MqttException.malformed("Password without User Name"); // 3.1.1 [MQTT-3.1.2-22]
        }
        return flags;
    }

    private static void checkUnused(int flags) {
        if ((flags & RESERVED) != 0) {
            throw MqttException.malformed("the reserved flag of CONNECT is set"); // [MQTT-3.1.2-3]
        }
        if ((flags & WILL) == 0 && (willQos(flags) != 0 || (flags & WILL_RETAIN) != 0)) {
            throw MqttException.malformed(
                    "Will flags are set, but the Will Flag is not"); // [MQTT-3.1.2-11] [MQTT-3.1.2-13]
        }
    }

    private static int willQos(int flags) {
        return flags >> WILL_QOS_SHIFT & 3;
    }

    private void readProperties() {
        PropertyReader properties = new PropertyReader(in);
        for (int id; (id = properties.next()) >= 0; ) {
            switch (id) {
                case PropertyId.SESSION_EXPIRY_INTERVAL -> sessionExpiryInterval = properties.fourBytes();
                case PropertyId.RECEIVE_MAXIMUM -> receiveMaximum = properties.twoBytesNotZero();
                case PropertyId.MAXIMUM_PACKET_SIZE -> maximumPacketSize = packetSize(properties.fourBytes());
                case PropertyId.TOPIC_ALIAS_MAXIMUM -> topicAliasMaximum = properties.twoBytes();
                case PropertyId.REQUEST_RESPONSE_INFORMATION -> responseInformation = properties.flag();
                case PropertyId.REQUEST_PROBLEM_INFORMATION -> problemInformation = properties.flag();
                case PropertyId.AUTHENTICATION_METHOD -> authenticationMethod = properties.text();
                case PropertyId.AUTHENTICATION_DATA -> authenticationData = Field.payload(properties.in());
                case PropertyId.USER_PROPERTY -> properties.skipUserProperty();
                default -> throw PropertyReader.notAllowed(id);
            }
        }
        if (authenticationData != null && authenticationMethod == null) {
            throw MqttException.protocolError("Authentication Data without Authentication Method");
        }
    }

    private static long packetSize(long value) {
        if (value == 0) {
            throw MqttException.protocolError("Maximum Packet Size is 0");
        }
        return Math.min(value, Connect.ANY_PACKET_SIZE);
    }

    private Will will(int flags) {
        MessagePropertyReader properties = version.isMqtt5() ? MessagePropertyReader.ofWill(in) : null;
        TopicName topic;
        try {
            topic = TopicName.of(Field.text(in));
        } catch (IllegalArgumentException e) {
            throw new MqttException(ReasonCode.TOPIC_NAME_INVALID, "Will Topic: " + e.getMessage());
        }
        Payload payload = Field.payload(in);
        return new Will(
                topic,
                payload,
                QoS.of(willQos(flags)),
                (flags & WILL_RETAIN) != 0,
                properties == null ? Properties.NONE : properties.passedOn(),
                properties == null ? Message.NO_EXPIRY_INTERVAL : properties.expiryInterval(),
                properties == null ? 0 : properties.willDelay());
    }
}
