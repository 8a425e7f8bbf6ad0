package org.holdfast.engine.wire.codec;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.mqtt.MqttMessageType;
import org.holdfast.engine.message.MqttException;
import org.holdfast.engine.message.PacketLimits;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.PropertyId;
import org.holdfast.engine.message.ProtocolVersion;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.packet.Auth;
import org.holdfast.engine.packet.ClientPacket;
import org.holdfast.engine.packet.Connect;
import org.holdfast.engine.packet.Disconnect;
import org.holdfast.engine.packet.PingReq;
import org.holdfast.engine.packet.PubAck;
import org.holdfast.engine.packet.PubComp;
import org.holdfast.engine.packet.PubRec;
import org.holdfast.engine.packet.PubRel;
import org.holdfast.engine.packet.Subscribe;
import org.jspecify.annotations.Nullable;

/**
 * Reads the packets of one connection, strictly: a violation of the standard is an {@link MqttException} with its
 * reason code (chapters 2 and 3). Owned by the connection's event loop.
 *
 * <p>A packet is read when it is complete; its length is checked before.
 */
public final class PacketReader {
    private static final int MAXIMUM_HEADER = 5;
    private static final int PUBREL_FLAGS = 0x02;
    private static final int QOS_FLAGS = 0x06;

    private final PacketLimits limits;
    private ProtocolVersion version = ProtocolVersion.MQTT_3_1_1;
    private boolean connected;
    private boolean isBridge;
    private long clientsMaximumPacketSize = Connect.ANY_PACKET_SIZE;
    private final PublishReader publishReader = new PublishReader();

    public PacketReader(PacketLimits limits) {
        this.limits = limits;
    }

    /** The version of the client; MQTT 3.1.1 before its CONNECT. */
    public ProtocolVersion version() {
        return version;
    }

    /** The client's Maximum Packet Size, if it has been read; also of a CONNECT that is refused later on. */
    public long clientsMaximumPacketSize() {
        return clientsMaximumPacketSize;
    }

    /** Reads the next packet; returns null, with nothing taken from {@code in}, while it is incomplete. */
    @Nullable
    public ClientPacket read(ByteBuf in) {
        int start = in.readerIndex();
        if (!connected
                && in.isReadable()
                && in.getByte(start) >> 4 != MqttMessageType.CONNECT.value()) { // no need to wait for its end
            throw MqttException.malformed("the connection does not begin with CONNECT"); // [MQTT-3.1.0-1]
        }
        int length = remainingLength(in);
        if (length < 0 || in.readableBytes() < length) {
            in.readerIndex(start);
            return null;
        }
        int header = in.getUnsignedByte(start);
        ByteBuf body = in.readSlice(length);
        ClientPacket packet = read(header, body);
        if (body.isReadable()) {
            throw MqttException.malformed("the packet is longer than its content");
        }
        return packet;
    }

    /** Skips the fixed header and returns the Remaining Length; -1 while the header is incomplete. */
    private int remainingLength(ByteBuf in) {
        int start = in.readerIndex();
        int available = Math.min(MAXIMUM_HEADER, in.readableBytes());
        for (int i = 1; i < available; i++) {
            if (in.getByte(start + i) >= 0) {
                in.skipBytes(1);
                int length = Field.variable(in);
                requireSize(1 + i + (long) length);
                return length;
            }
        }
        if (available == MAXIMUM_HEADER) {
            throw MqttException.malformed("Remaining Length has more than four bytes");
        }
        return -1;
    }

    private void requireSize(long size) {
        int maximum = connected ? limits.size() : Math.min(limits.size(), limits.connectSize());
        if (size > maximum) {
            String limit = connected ? "a packet must have at most " : "a CONNECT must have at most ";
            throw new MqttException(ReasonCode.PACKET_TOO_LARGE, limit + maximum + " bytes"); // [MQTT-3.2.2-15]
        }
    }

    private ClientPacket read(int header, ByteBuf in) {
        MqttMessageType type = type(header);
        int flags = header & 0x0F;
        if (type == MqttMessageType.PUBLISH) {
            return publishReader.read(flags, in, version);
        }
        if (type != MqttMessageType.CONNECT) { // whose version is not known yet
            checkReserved(type, flags, version);
        }
        return switch (type) {
            case CONNECT -> connect(flags, in);
            case PUBACK, PUBREC, PUBREL, PUBCOMP -> acknowledgement(type, in);
            case SUBSCRIBE -> subscribe(in);
            case UNSUBSCRIBE -> SubscribeReader.unsubscribe(in, version, limits.filters());
            case PINGREQ -> PingReq.INSTANCE;
            case DISCONNECT -> disconnect(in);
            case AUTH -> auth(in);
            case PUBLISH, CONNACK, SUBACK, UNSUBACK, PINGRESP ->
                throw MqttException.protocolError(type + " must not be sent to a server");
        };
    }

    private static void checkReserved(MqttMessageType type, int flags, ProtocolVersion version) {
        boolean acknowledged = type == MqttMessageType.PUBREL
                || type == MqttMessageType.SUBSCRIBE
                || type == MqttMessageType.UNSUBSCRIBE;
        int used = version != ProtocolVersion.MQTT_3_1 ? 0x0F : acknowledged ? QOS_FLAGS : 0; // MQTT 3.1, chapter 3
        if ((flags & used) != (acknowledged ? PUBREL_FLAGS : 0)) {
            throw MqttException.malformed("the reserved flags of the fixed header have wrong values"); // [MQTT-2.1.3-1]
        }
    }

    private MqttMessageType type(int header) {
        int type = header >> 4;
        if (type == 0 || (type == MqttMessageType.AUTH.value() && !version.isMqtt5())) {
            throw MqttException.malformed("packet type " + type + " is reserved");
        }
        return MqttMessageType.valueOf(type);
    }

    private ClientPacket connect(int flags, ByteBuf in) {
        if (connected) {
            throw MqttException.protocolError("a second CONNECT"); // [MQTT-3.1.0-2]
        }
        connected = true;
        ConnectReader reader = new ConnectReader(in);
        checkReserved(MqttMessageType.CONNECT, flags, reader.version());
        version = reader.version();
        isBridge = reader.isBridge();
        try {
            return reader.readRest();
        } finally {
            clientsMaximumPacketSize = reader.maximumPacketSize();
        }
    }

    private ClientPacket subscribe(ByteBuf in) {
        Subscribe subscribe = SubscribeReader.subscribe(in, version, limits.filters());
        return isBridge ? subscribe.ofBridge() : subscribe;
    }

    private ClientPacket acknowledgement(MqttMessageType type, ByteBuf in) {
        int id = Field.packetId(in);
        ReasonCode reason = version.isMqtt5() && in.isReadable() ? reason(type, in) : ReasonCode.SUCCESS;
        return switch (type) {
            case PUBACK -> new PubAck(id, reason, null);
            case PUBREC -> new PubRec(id, reason, null);
            case PUBREL -> new PubRel(id, reason, null);
            default -> new PubComp(id, reason, null);
        };
    }

    private static ReasonCode reason(MqttMessageType type, ByteBuf in) {
        ReasonCode reason = ReasonTables.check(type, reason(in));
        if (in.isReadable()) {
            skipReasonProperties(in);
        }
        return reason;
    }

    private static ReasonCode reason(ByteBuf in) {
        int value = Field.oneByte(in);
        ReasonCode reason = ReasonCode.of(value);
        if (reason == null) {
            throw MqttException.malformed("reason code " + value + " does not exist");
        }
        return reason;
    }

    private static void skipReasonProperties(ByteBuf in) {
        PropertyReader properties = new PropertyReader(in);
        for (int id; (id = properties.next()) >= 0; ) {
            switch (id) {
                case PropertyId.REASON_STRING -> properties.text();
                case PropertyId.USER_PROPERTY -> properties.skipUserProperty();
                default -> throw PropertyReader.notAllowed(id);
            }
        }
    }

    private ClientPacket disconnect(ByteBuf in) {
        if (!version.isMqtt5() || !in.isReadable()) {
            return new Disconnect(ReasonCode.SUCCESS, null, null);
        }
        ReasonCode reason = ReasonTables.check(MqttMessageType.DISCONNECT, reason(in));
        return new Disconnect(reason, in.isReadable() ? sessionExpiryInterval(in) : null, null);
    }

    /** Reads the properties of DISCONNECT, of which one matters. */
    private static @Nullable Long sessionExpiryInterval(ByteBuf in) {
        Long expiry = null;
        PropertyReader properties = new PropertyReader(in);
        for (int id; (id = properties.next()) >= 0; ) {
            switch (id) {
                case PropertyId.SESSION_EXPIRY_INTERVAL -> expiry = properties.fourBytes();
                case PropertyId.REASON_STRING -> properties.text();
                case PropertyId.USER_PROPERTY -> properties.skipUserProperty();
                case PropertyId.SERVER_REFERENCE ->
                    throw MqttException.protocolError(
                            "a client must not send a Server Reference"); // table 2-4 lists it
                default -> throw PropertyReader.notAllowed(id);
            }
        }
        return expiry;
    }

    private static ClientPacket auth(ByteBuf in) {
        if (!in.isReadable()) {
            return new Auth(ReasonCode.SUCCESS, null, null);
        }
        ReasonCode reason = ReasonCode.of(Field.oneByte(in));
        if (reason == null || !isOfAuth(reason)) {
            throw MqttException.protocolError("AUTH cannot have this Reason Code"); // [MQTT-3.15.2-1]
        }
        String method = null;
        Payload data = null;
        PropertyReader properties = new PropertyReader(in);
        for (int id; (id = properties.next()) >= 0; ) {
            switch (id) {
                case PropertyId.AUTHENTICATION_METHOD -> method = properties.text();
                case PropertyId.AUTHENTICATION_DATA -> data = Field.payload(properties.in());
                case PropertyId.REASON_STRING -> properties.text();
                case PropertyId.USER_PROPERTY -> properties.skipUserProperty();
                default -> throw PropertyReader.notAllowed(id);
            }
        }
        return new Auth(reason, method, data);
    }

    private static boolean isOfAuth(ReasonCode reason) {
        return reason == ReasonCode.SUCCESS
                || reason == ReasonCode.CONTINUE_AUTHENTICATION
                || reason == ReasonCode.RE_AUTHENTICATE;
    }
}
