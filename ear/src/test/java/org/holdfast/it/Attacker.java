package org.holdfast.it;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** An MQTT 5.0 client that sends what costs the broker much, and reads only what it is told to. For one thread. */
final class Attacker implements AutoCloseable {
    static final int CONNECT = 0x10;
    static final int SUBSCRIBE = 0x82;
    static final int PUBLISH = 0x30;
    static final int QOS_1 = 2;
    static final int RETAIN = 1;

    private static final int SECONDS_AWAY = 3_600;
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int SMALL_BUFFER = 4_096;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final DataOutputStream out;
    private int packetId;

    /** A packet in the making. */
    @FunctionalInterface
    interface Body {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private Attacker(int port) throws IOException {
        socket.setReceiveBufferSize(SMALL_BUFFER);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
    }

    /** Opens a connection, and sends nothing yet. */
    static Attacker open(int port) throws IOException {
        return new Attacker(port);
    }

    /** Connects with a session that lives on for an hour; returns the Reason Code. */
    int connect(String clientId) throws IOException {
        return connect(clientId, "");
    }

    /** As {@link #connect(String)}, with a Will, which is published after an hour too, unless it is empty. */
    int connect(String clientId, String will) throws IOException {
        send(CONNECT, body -> {
            body.writeUTF("MQTT");
            body.write(5);
            body.write(will.isEmpty() ? 0 : 4);
            body.writeShort(0);
            body.write(new byte[] {5, 0x11}); // Session Expiry Interval
            body.writeInt(SECONDS_AWAY);
            body.writeUTF(clientId);
            if (!will.isEmpty()) {
                body.write(new byte[] {5, 0x18}); // Will Delay Interval
                body.writeInt(SECONDS_AWAY);
                body.writeUTF("will/" + clientId);
                body.writeUTF(will);
            }
        });
        return read()[1] & 0xff;
    }

    /** Subscribes to filters at a QoS; the packet that answers is read. */
    void subscribe(int qos, String... filters) throws IOException {
        send(SUBSCRIBE, body -> {
            body.writeShort(nextPacketId());
            body.write(0);
            for (String filter : filters) {
                body.writeUTF(filter);
                body.write(qos);
            }
        });
        read();
    }

    /** Publishes at QoS 1, and reads the answer. */
    void publish(String topic, byte[] payload, int flags) throws IOException {
        send(PUBLISH | QOS_1 | flags, body -> {
            body.writeUTF(topic);
            body.writeShort(nextPacketId());
            body.write(0);
            body.write(payload);
        });
        read();
    }

    private int nextPacketId() {
        packetId = packetId % 65_535 + 1;
        return packetId;
    }

    /** Sends a packet. */
    void send(int firstByte, Body content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        content.writeTo(new DataOutputStream(bytes));
        begin(firstByte, bytes.size());
        bytes.writeTo(out);
        out.flush();
    }

    /** Sends the fixed header of a packet that says that it has so many bytes. */
    void begin(int firstByte, int length) throws IOException {
        out.write(firstByte);
        int rest = length;
        for (; rest > 0x7f; rest >>>= 7) {
            out.write((rest & 0x7f) | 0x80);
        }
        out.write(rest);
    }

    /** Sends bytes. */
    void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Returns the body of the next packet. */
    byte[] read() throws IOException {
        in.readUnsignedByte();
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
        return body;
    }

    /** Reads until the broker closes the connection. */
    void readOn() {
        try {
            while (true) {
                read();
            }
        } catch (IOException e) { // this is the end that was expected
            return;
        }
    }

    static byte[] payload(int size) {
        return "x".repeat(size).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
