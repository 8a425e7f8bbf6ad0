package org.holdfast.it;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An MQTT 5.0 client with as little as can be between a test and the bytes: for millions of messages, and for times that are
 * the broker's and not a library's. For one thread.
 */
final class FastClient implements AutoCloseable {
    static final int CONNACK = 2;
    static final int PUBLISH = 3;
    static final int PUBACK = 4;
    static final int SUBACK = 9;
    static final int RETAIN = 1;
    static final int QOS_1 = 2;

    private static final int BUFFER = 64 << 10;
    private static final int PATIENCE_MILLIS = 300_000;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    /** Connects with a new session. */
    FastClient(int port, String clientId) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER));
        byte[] id = clientId.getBytes(StandardCharsets.UTF_8);
        out.write(0x10); // CONNECT
        remainingLength(13 + id.length);
        out.writeUTF("MQTT");
        out.write(new byte[] {5, 2, 0, 0, 0}); // version, Clean Start, no Keep Alive, no properties
        out.writeUTF(clientId);
        flush();
        expect(CONNACK);
    }

    /**
     * A packet of the broker.
     *
     * @param size all its bytes
     * @param body what follows its fixed header
     */
    record Packet(int type, int flags, int size, ByteBuffer body) {
        /** The topic of a PUBLISH. */
        String topic() {
            return StandardCharsets.UTF_8.decode(body.slice(2, topicLength())).toString();
        }

        private int topicLength() {
            return body.getShort(0) & 0xffff;
        }

        /** Whether it is a PUBLISH with the RETAIN flag. */
        boolean isRetained() {
            return (flags & RETAIN) != 0;
        }

        /** The Packet Identifier of a PUBLISH, 0 at QoS 0, or of a PUBACK. */
        int packetId() {
            if (type == PUBLISH && (flags & 6) == 0) {
                return 0;
            }
            int at = type == PUBLISH ? 2 + topicLength() : 0;
            return body.getShort(at) & 0xffff;
        }

        /** The payload of a PUBLISH whose properties are short. */
        String payload() {
            int properties = 2 + topicLength() + ((flags & 6) == 0 ? 0 : 2);
            int begin = properties + 1 + body.get(properties);
            return StandardCharsets.US_ASCII
                    .decode(body.slice(begin, body.capacity() - begin))
                    .toString();
        }

        /** Whether a PUBACK says that the message was taken. */
        boolean isSuccess() {
            return body.capacity() < 3 || (body.get(2) & 0x80) == 0;
        }
    }

    /** Asks for a filter at QoS 1; the SUBACK is still to be {@link #expect expected}. */
    FastClient subscribe(String filter) throws IOException {
        out.write(0x82);
        remainingLength(6 + filter.length());
        out.write(new byte[] {0, 1, 0}); // Packet Identifier, no properties
        out.writeUTF(filter);
        out.write(1); // QoS
        flush();
        return this;
    }

    /**
     * Sends a PUBLISH, with the next {@link #flush}.
     *
     * @param flags {@link #QOS_1} and {@link #RETAIN}
     * @param packetId not sent at QoS 0
     */
    void publish(String topic, String payload, int flags, int packetId) throws IOException {
        boolean acknowledged = (flags & QOS_1) != 0;
        out.write(0x30 | flags);
        remainingLength(3 + topic.length() + (acknowledged ? 2 : 0) + payload.length());
        out.writeUTF(topic);
        if (acknowledged) {
            out.writeShort(packetId);
        }
        out.write(0); // no properties
        out.write(payload.getBytes(StandardCharsets.US_ASCII));
    }

    /** Acknowledges a PUBLISH, with the next {@link #flush}. */
    void acknowledge(Packet publish) throws IOException {
        out.write(0x40);
        out.write(2);
        out.writeShort(publish.packetId());
    }

    void flush() throws IOException {
        out.flush();
    }

    private void remainingLength(int length) throws IOException {
        int rest = length;
        for (; rest > 0x7f; rest >>>= 7) {
            out.write((rest & 0x7f) | 0x80);
        }
        out.write(rest);
    }

    /** Whether a packet, or the beginning of one, has come. */
    boolean hasInput() throws IOException {
        return in.available() > 0;
    }

    /** The next packet. */
    Packet read() throws IOException {
        int first = in.readUnsignedByte();
        int length = 0;
        int shift = 0;
        int digit;
        do {
            digit = in.readUnsignedByte();
            length |= (digit & 0x7f) << shift;
            shift += 7;
        } while (digit > 0x7f);
        byte[] body = new byte[length];
        in.readFully(body);
        return new Packet(first >> 4, first & 15, 1 + shift / 7 + length, ByteBuffer.wrap(body));
    }

    /** The next packet, which must be of this type. */
    Packet expect(int type) throws IOException {
        Packet packet = read();
        if (packet.type() != type) {
            throw new AssertionError("expected a packet of type " + type + ", received one of " + packet.type());
        }
        return packet;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
