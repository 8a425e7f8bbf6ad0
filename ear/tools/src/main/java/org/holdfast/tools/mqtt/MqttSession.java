package org.holdfast.tools.mqtt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import org.holdfast.beans.transfer.BadMessageException;
import org.holdfast.beans.transfer.TransferException;
import org.holdfast.engine.message.PropertyId;
import org.holdfast.engine.message.ProtocolVersion;

/**
 * A connection that a broker has accepted, with a session that ends with it.
 *
 * @param connection carries the packets
 * @param address the address of the broker
 * @param version the MQTT version
 * @param limits what the broker allows
 */
record MqttSession(PacketConnection connection, BrokerAddress address, ProtocolVersion version, Limits limits)
        implements AutoCloseable {
    private static final int CLEAN = 0x02;
    private static final int WITH_PASSWORD = 0x40;
    private static final int WITH_USER = 0x80;

    /**
     * The limits that a broker sets its clients.
     *
     * @param receiveMaximum how many unacknowledged messages
     * @param maximumPacketSize in bytes
     * @param maximumQos 0 to 2
     * @param isRetainAvailable whether messages may be retained
     */
    record Limits(int receiveMaximum, long maximumPacketSize, int maximumQos, boolean isRetainAvailable) {
        static final Limits NONE = new Limits(65_535, 268_435_460, 2, true);

        static Limits of(PropertyWalk properties) {
            return new Limits(
                    (int) properties.number(PropertyId.RECEIVE_MAXIMUM, NONE.receiveMaximum),
                    properties.number(PropertyId.MAXIMUM_PACKET_SIZE, NONE.maximumPacketSize),
                    (int) properties.number(PropertyId.MAXIMUM_QOS, NONE.maximumQos),
                    properties.number(PropertyId.RETAIN_AVAILABLE, 1) == 1);
        }
    }

    /**
     * Connects.
     *
     * @param maximumBody the maximum length of a packet that is kept, in bytes
     * @throws TransferException if the broker cannot be reached or refuses
     */
    static MqttSession open(BrokerAddress address, ProtocolVersion version, int maximumBody) {
        try {
            PacketConnection connection = PacketConnection.open(address, maximumBody);
            try {
                connection.send(connect(address, version));
                Packet answer = connection.next(PacketConnection.PATIENCE);
                if (answer == null) {
                    throw new TransferException(address + " does not answer. Is it an MQTT broker?");
                }
                return new MqttSession(connection, address, version, accepted(address, version, answer));
            } catch (IOException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (IOException e) {
            throw new TransferException("no connection to " + address + ": " + inWords(e) + ".", e);
        }
    }

    private static byte[] connect(BrokerAddress address, ProtocolVersion version) {
        String user = address.user();
        String password = address.password();
        int flags = CLEAN | (user == null ? 0 : WITH_USER) | (password == null ? 0 : WITH_PASSWORD);
        PacketBytes packet = connect(version, flags).text(clientIdentifier());
        if (user != null) {
            packet.text(user);
        }
        if (password != null) {
            byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
            packet.twoBytes(bytes.length).bytes(bytes);
        }
        return packet.packet(Packet.CONNECT << 4);
    }

    private static PacketBytes connect(ProtocolVersion version, int flags) {
        PacketBytes packet = new PacketBytes()
                .text("MQTT")
                .oneByte(version.level())
                .oneByte(flags)
                .twoBytes(0); // no Keep Alive: whoever waits for the database sends nothing for a while
        return version.isMqtt5() ? packet.variableByteInteger(0) : packet;
    }

    /** Returns a Client Identifier with at most the 23 characters that every server accepts [MQTT-3.1.3-5]. */
    private static String clientIdentifier() {
        return "holdfast-import-" + Integer.toUnsignedString(new SecureRandom().nextInt(), 36);
    }

    private static Limits accepted(BrokerAddress address, ProtocolVersion version, Packet answer) throws IOException {
        if (answer.type() != Packet.CONNACK) {
            throw new TransferException(address + " answered with a packet other than CONNACK. Is it an MQTT broker?");
        }
        try {
            PacketFields fields = answer.fields();
            fields.oneByte();
            int code = fields.oneByte();
            boolean isMqtt5 = version.isMqtt5() && !fields.isAtEnd(); // one that knows only 3.1.1 refuses in its way
            PropertyWalk properties = isMqtt5 ? PropertyWalk.over(fields) : null;
            if (code != 0) {
                String why = properties == null
                        ? Reasons.ofConnectReturnCode(code)
                        : Reasons.inWords(code, properties.reason());
                throw new TransferException(address + " refused the connection: " + why + ".");
            }
            return properties == null ? Limits.NONE : Limits.of(properties);
        } catch (BadMessageException e) {
            throw new IOException("its CONNACK is malformed: " + e.getMessage(), e);
        }
    }

    static String inWords(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /**
     * Returns the failure for an unexpected packet.
     *
     * @param packet a DISCONNECT, or one that a broker does not send at this time
     */
    TransferException unexpected(Packet packet) {
        if (packet.type() != Packet.DISCONNECT) {
            return new TransferException(
                    address + " sent a packet of type " + packet.type() + ", which is against the" + " standard.");
        }
        return new TransferException(
                address + " ended the connection: " + Reasons.inWords(packet.firstReasonCode(), "") + ".");
    }

    /** Waits for a packet that the broker must send. */
    Packet await(Duration limit) throws IOException {
        Packet packet = connection.next(limit);
        if (packet == null) {
            throw new TransferException(address + " did not answer for " + limit.toSeconds() + " s.");
        }
        return packet;
    }

    void disconnect() throws IOException {
        connection.send(new PacketBytes().packet(Packet.DISCONNECT << 4));
        connection.flush();
    }

    /** Closes the connection; an answer of the broker no longer matters. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (IOException e) {
            throw new TransferException("the connection to " + address + " cannot be closed: " + inWords(e) + ".", e);
        }
    }
}
