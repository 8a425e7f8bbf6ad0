package org.holdfast.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A client that sends bytes and reads whole packets, and does nothing by itself: no keep alive, no acknowledgements.
 *
 * <p>Packets are written in the notation of {@link PacketText}. What is waited for arrives within {@link #PATIENCE_MILLIS}
 * or the test fails; that nothing arrives is shown with {@link #barrier}. Belongs to the test's thread.
 */
public final class RawClient extends RawConnection {
    /** How long anything that must happen may take. */
    public static final int PATIENCE_MILLIS = 30_000;

    private final Protocol protocol;
    private final PacketInput in;
    private final OutputStream out;
    private int lastPacketId;
    private String sentClientId = "";

    /** A client whose packets go through these streams, which end with the socket. */
    RawClient(Protocol protocol, Socket socket, InputStream in, OutputStream out) {
        super(socket);
        this.protocol = protocol;
        this.in = new PacketInput(protocol, in);
        this.out = out;
    }

    /** A connection on which nothing has been sent yet. */
    public static RawClient open(InetSocketAddress broker, Protocol protocol) {
        return open(broker, protocol, 0);
    }

    /** As {@link #open(InetSocketAddress, Protocol)}, with a small TCP window: a reader that is soon full. */
    public static RawClient open(InetSocketAddress broker, Protocol protocol, int receiveBuffer) {
        Socket socket = connect(broker, receiveBuffer);
        try {
            return new RawClient(protocol, socket, socket.getInputStream(), socket.getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A socket on which nothing is waited for too long. */
    static Socket connect(InetSocketAddress broker, int receiveBuffer) {
        try {
            Socket socket = new Socket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(broker, PATIENCE_MILLIS);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot connect to " + broker, e);
        }
    }

    /** The version that this client speaks. */
    public Protocol protocol() {
        return protocol;
    }

    /** Sends packets, all in one write. */
    public RawClient send(String... packets) {
        byte[] bytes = new byte[0];
        for (String packet : packets) {
            byte[] more = PacketText.bytes(protocol, packet);
            int end = bytes.length;
            bytes = Arrays.copyOf(bytes, end + more.length);
            System.arraycopy(more, 0, bytes, end, more.length);
        }
        return sendBytes(bytes);
    }

    /** Sends bytes. */
    public RawClient sendBytes(byte[] bytes) {
        sentClientId = ExternalBroker.clientId(bytes).orElse(sentClientId);
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** The Client Identifier of the CONNECT that has been sent; empty when there was none in it, or no CONNECT. */
    String sentClientId() {
        return sentClientId;
    }

    /** The next packet of the broker. */
    public ReceivedPacket receive() {
        return in.next();
    }

    /** The next packet, which must be as the text says. */
    public ReceivedPacket expect(String packet) {
        ReceivedPacket received = receive();
        if (!PacketText.matches(protocol, packet, received.bytes())) {
            throw new AssertionError("expected " + packet + "\nreceived " + received);
        }
        return received;
    }

    /** The next packet, which must be of this type. */
    public ReceivedPacket expectType(int type) {
        ReceivedPacket received = receive();
        assertThat(received.type()).as("type of %s", received).isEqualTo(type);
        return received;
    }

    /** A CONNACK that accepts. */
    public ReceivedPacket expectAccepted() {
        ReceivedPacket connAck = expectType(ReceivedPacket.CONNACK);
        assertThat(connAck.reasonCode()).as("code of %s", connAck).isZero();
        return connAck;
    }

    /** A CONNACK that accepts, with this Session Present flag. */
    public ReceivedPacket expectAccepted(boolean sessionPresent) {
        ReceivedPacket connAck = expectAccepted();
        assertThat(connAck.sessionPresent()).as("Session Present").isEqualTo(sessionPresent);
        return connAck;
    }

    /** A PUBLISH of this topic and payload. */
    public ReceivedPacket expectPublish(String topic, String payload) {
        ReceivedPacket publish = expectType(ReceivedPacket.PUBLISH);
        assertThat(publish.topic() + " " + publish.payload()).isEqualTo(topic + " " + payload);
        return publish;
    }

    /** A PUBLISH of this topic, payload and QoS. */
    public ReceivedPacket expectPublish(String topic, int qos, String payload) {
        ReceivedPacket publish = expectPublish(topic, payload);
        assertThat(publish.qos()).as("QoS of %s", publish).isEqualTo(qos);
        return publish;
    }

    /** A PUBACK, PUBREC, PUBREL or PUBCOMP of success for the Packet Identifier. */
    public ReceivedPacket expectAck(int type, int packetId) {
        ReceivedPacket ack = expectType(type);
        assertThat(ack.packetId()).as("Packet Identifier of %s", ack).isEqualTo(packetId);
        assertThat(ack.reasonCode()).as("Reason Code of %s", ack).isLessThan(0x80);
        return ack;
    }

    /** A PUBACK, PUBREC, PUBREL or PUBCOMP with this Reason Code. */
    public ReceivedPacket expectAck(int type, int packetId, int reasonCode) {
        ReceivedPacket ack = expectType(type);
        assertThat(ack.packetId()).as("Packet Identifier of %s", ack).isEqualTo(packetId);
        assertThat(ack.reasonCode()).as("Reason Code of %s", ack).isEqualTo(reasonCode);
        return ack;
    }

    /** A SUBACK or UNSUBACK with these codes, in hexadecimal with a space between. */
    public ReceivedPacket expectCodes(int type, int packetId, String codes) {
        ReceivedPacket ack = expectType(type);
        assertThat(ack.packetId()).as("Packet Identifier of %s", ack).isEqualTo(packetId);
        assertThat(ack.codes()).as("codes of %s", ack).isEqualTo(codes);
        return ack;
    }

    /** In MQTT 5.0 a DISCONNECT with the Reason Code, then the end; before it just the end. */
    public void expectDisconnect(int reasonCode) {
        if (protocol.hasProperties()) {
            ReceivedPacket disconnect = expectType(ReceivedPacket.DISCONNECT);
            assertThat(disconnect.reasonCode())
                    .as("Reason Code of %s", disconnect)
                    .isEqualTo(reasonCode);
        }
        expectClosed();
    }

    /** A CONNACK with this code, without Session Present, then the end. */
    public ReceivedPacket expectRefused(int code) {
        ReceivedPacket connAck = expectType(ReceivedPacket.CONNACK);
        assertThat(connAck.reasonCode()).as("code of %s", connAck).isEqualTo(code);
        assertThat(connAck.sessionPresent()).as("Session Present").isFalse();
        expectClosed();
        return connAck;
    }

    /** The end of the connection, with no packet before it. */
    public void expectClosed() {
        List<ReceivedPacket> rest = receiveUntilClosed();
        assertThat(rest).as("packets before the end").isEmpty();
    }

    /** Everything that still arrives up to the end of the connection, which must come. */
    public List<ReceivedPacket> receiveUntilClosed() {
        return in.rest();
    }

    /**
     * Proves that the broker has nothing more for this client: PINGRESP is the next packet, twice. The second PINGREQ
     * cannot overtake what other threads had handed to the connection before the first.
     */
    public RawClient barrier() {
        for (int round = 0; round < 2; round++) {
            send("c0 00"); // PINGREQ
            expect("d0 00"); // PINGRESP
        }
        return this;
    }

    /** Proves that nothing of what the publisher has sent so far is for this client. */
    public void expectNothingFrom(RawClient publisher) {
        publisher.barrier();
        barrier();
    }

    /** Everything that the broker has for this client after what the publisher has sent so far. */
    public List<ReceivedPacket> receiveAllFrom(RawClient publisher) {
        publisher.barrier();
        return receiveAll();
    }

    /** Everything that the broker has for this client now. */
    public List<ReceivedPacket> receiveAll() {
        List<ReceivedPacket> packets = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            send("c0 00"); // PINGREQ
            for (ReceivedPacket packet = receive(); packet.type() != ReceivedPacket.PINGRESP; packet = receive()) {
                packets.add(packet);
            }
        }
        return packets;
    }

    /** Subscribes with these options (section 3.8.3.1) and reads the SUBACK, which must grant the QoS asked for. */
    public RawClient subscribe(String filter, int options) {
        int id = nextPacketId();
        send("82 .. %04x [] s'%s' %02x".formatted(id, filter, options)); // SUBSCRIBE
        expectCodes(ReceivedPacket.SUBACK, id, "%02x".formatted(options & 3));
        return this;
    }

    /** Unsubscribes and reads the UNSUBACK. */
    public RawClient unsubscribe(String filter) {
        int id = nextPacketId();
        send("a2 .. %04x [] s'%s'".formatted(id, filter)); // UNSUBSCRIBE
        expectCodes(ReceivedPacket.UNSUBACK, id, protocol.hasProperties() ? "00" : "");
        return this;
    }

    /** Publishes and goes through the whole exchange of the QoS. */
    public RawClient publish(String topic, int qos, String payload) {
        return publish(qos << 1, topic, payload);
    }

    /** As {@link #publish}, with RETAIN 1. */
    public RawClient publishRetained(String topic, int qos, String payload) {
        return publish(qos << 1 | 1, topic, payload);
    }

    private RawClient publish(int flags, String topic, String payload) {
        int qos = flags >> 1;
        int id = qos == 0 ? 0 : nextPacketId();
        String packetId = qos == 0 ? "" : "%04x".formatted(id);
        send("3%x .. s'%s' %s [] '%s'".formatted(flags, topic, packetId, payload)); // PUBLISH
        if (qos == 1) {
            expectAck(ReceivedPacket.PUBACK, id);
        } else if (qos == 2) {
            expectAck(ReceivedPacket.PUBREC, id);
            send("62 02 %04x".formatted(id)); // PUBREL
            expectAck(ReceivedPacket.PUBCOMP, id);
        }
        return this;
    }

    /** Acknowledges a PUBLISH of the broker, through the whole exchange of its QoS. */
    public RawClient acknowledge(ReceivedPacket publish) {
        int qos = publish.qos();
        if (qos == 1) {
            send("40 02 %04x".formatted(publish.packetId())); // PUBACK
        } else if (qos == 2) {
            send("50 02 %04x".formatted(publish.packetId())); // PUBREC
            expectAck(ReceivedPacket.PUBREL, publish.packetId());
            send("70 02 %04x".formatted(publish.packetId())); // PUBCOMP
        }
        return this;
    }

    private int nextPacketId() {
        lastPacketId = lastPacketId % 0xffff + 1;
        return lastPacketId;
    }

    /** Ends the connection as the standard wants it: DISCONNECT, then the broker closes. */
    public void disconnect() {
        send("e0 00"); // DISCONNECT
        expectClosed();
        close();
    }

    /** Says that nothing more will be sent; what the broker sends can still be read. */
    public RawClient endOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
