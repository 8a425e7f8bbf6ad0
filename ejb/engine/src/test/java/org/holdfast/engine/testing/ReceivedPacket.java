package org.holdfast.engine.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** A packet that the broker sent. Immutable. */
public final class ReceivedPacket {
    public static final int CONNACK = 0x20;
    public static final int PUBLISH = 0x30;
    public static final int PUBACK = 0x40;
    public static final int PUBREC = 0x50;
    public static final int PUBREL = 0x60;
    public static final int PUBCOMP = 0x70;
    public static final int SUBACK = 0x90;
    public static final int UNSUBACK = 0xB0;
    public static final int PINGRESP = 0xD0;
    public static final int DISCONNECT = 0xE0;
    public static final int AUTH = 0xF0;

    private final Protocol protocol;
    private final byte[] bytes;
    private final int bodyAt;

    /**
     * A packet of these bytes.
     *
     * @param protocol the version that its connection speaks
     * @param bytes the whole packet
     * @param bodyAt where the variable header begins
     */
    ReceivedPacket(Protocol protocol, byte[] bytes, int bodyAt) {
        this.protocol = protocol;
        this.bytes = bytes;
        this.bodyAt = bodyAt;
    }

    /** The whole packet, to be read only. */
    public byte[] bytes() {
        return bytes;
    }

    /** The upper four bits of the first byte. */
    public int type() {
        return bytes[0] & 0xF0;
    }

    /** The flags of the first byte. */
    public int flags() {
        return bytes[0] & 0x0F;
    }

    /** The DUP flag of a PUBLISH. */
    public boolean dup() {
        return (flags() & 8) != 0;
    }

    /** The QoS of a PUBLISH. */
    public int qos() {
        return flags() >> 1 & 3;
    }

    /** The RETAIN flag of a PUBLISH. */
    public boolean retain() {
        return (flags() & 1) != 0;
    }

    /** The Packet Identifier, of packets that have one. */
    public int packetId() {
        ByteBuffer body = body();
        if (type() == PUBLISH) {
            if (qos() == 0) {
                throw new AssertionError("QoS 0 has no Packet Identifier: " + this);
            }
            body.position(2 + Short.toUnsignedInt(body.getShort(0)));
        }
        return Short.toUnsignedInt(body.getShort());
    }

    /** The Reason Code of CONNACK, DISCONNECT, AUTH and the acknowledgements of PUBLISH; 0 where it is left out. */
    public int reasonCode() {
        int offset =
                switch (type()) {
                    case CONNACK -> 1;
                    case DISCONNECT, AUTH -> 0;
                    default -> 2;
                };
        return body().remaining() > offset ? Byte.toUnsignedInt(body().get(offset)) : 0;
    }

    /** The Session Present flag of a CONNACK. */
    public boolean sessionPresent() {
        return body().get(0) == 1;
    }

    /** The Topic Name of a PUBLISH. */
    public String topic() {
        ByteBuffer body = body();
        byte[] topic = new byte[Short.toUnsignedInt(body.getShort())];
        body.get(topic);
        return new String(topic, StandardCharsets.UTF_8);
    }

    /** The payload of a PUBLISH. */
    public byte[] payloadBytes() {
        ByteBuffer body = afterPublishHeader();
        if (protocol.hasProperties()) {
            ReceivedProperties.read(body);
        }
        return remaining(body);
    }

    /** The payload of a PUBLISH, as text. */
    public String payload() {
        return new String(payloadBytes(), StandardCharsets.UTF_8);
    }

    /** The properties; none where the packet may leave them out and does. */
    public ReceivedProperties properties() {
        if (type() == PUBLISH) {
            return ReceivedProperties.read(afterPublishHeader());
        }
        ByteBuffer body = body();
        int offset =
                switch (type()) {
                    case CONNACK, SUBACK, UNSUBACK -> 2;
                    case DISCONNECT, AUTH -> 1;
                    default -> 3;
                };
        if (body.remaining() <= offset) {
            return new ReceivedProperties(List.of());
        }
        return ReceivedProperties.read(body.position(offset));
    }

    /** The codes of a SUBACK or UNSUBACK, in hexadecimal with a space between. */
    public String codes() {
        ByteBuffer body = body().position(2);
        if (protocol.hasProperties()) {
            ReceivedProperties.read(body);
        }
        return HexFormat.ofDelimiter(" ").formatHex(remaining(body));
    }

    private ByteBuffer afterPublishHeader() {
        ByteBuffer body = body();
        int topicLength = Short.toUnsignedInt(body.getShort(0));
        return body.position(2 + topicLength + (qos() > 0 ? 2 : 0));
    }

    private ByteBuffer body() {
        return ByteBuffer.wrap(bytes, bodyAt, bytes.length - bodyAt).slice();
    }

    private static byte[] remaining(ByteBuffer buffer) {
        byte[] rest = new byte[buffer.remaining()];
        buffer.get(rest);
        return rest;
    }

    @Override
    public String toString() {
        return PacketText.show(bytes);
    }
}
