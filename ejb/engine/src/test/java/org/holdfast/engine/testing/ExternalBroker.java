package org.holdfast.engine.testing;

import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A broker that runs somewhere else, and that tests use in the place of their own when {@value #MQTT} names its port. Only for
 * tests with the tag {@value #TAG}, which ask for nothing but an address. Belongs to the test's thread.
 */
public record ExternalBroker(InetSocketAddress address) {
    /** Marks tests that any broker with default settings passes. */
    public static final String TAG = "any-broker";

    private static final int CONNECT = 0x10;
    private static final int FLAGS_AND_KEEP_ALIVE = 3;

    /** The system property with its MQTT port on this machine. */
    public static final String MQTT = "holdfast.test.mqtt-port";

    /** The one that the system property names, or null. */
    static @Nullable ExternalBroker named() {
        Integer port = Integer.getInteger(MQTT);
        return port == null ? null : new ExternalBroker(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Ends the sessions of these clients and clears all retained messages, so that the next test finds nothing. */
    void forget(List<RawConnection> clients) {
        Set<String> clientIds = clients.stream()
                .filter(RawClient.class::isInstance)
                .map(client -> ((RawClient) client).sentClientId())
                .collect(Collectors.toSet());
        clientIds.remove("");
        for (String clientId : clientIds) {
            try (RawClient client = RawClient.open(address, MQTT_5_0)) {
                client.send("10 .. @ 02 0000 [] %s".formatted(encoded(clientId))); // CONNECT, Clean Start
                client.expectType(ReceivedPacket.CONNACK); // a refusal, when the identifier is not valid
            }
        }
        List<ReceivedPacket> found;
        try (RawClient reader = RawClient.open(address, MQTT_5_0)) {
            reader.send("10 .. @ 02 0000 [] s'reader'").expectAccepted(false); // CONNECT
            found = reader.subscribe("#", 0).receiveAll();
        }
        try (RawClient clearer = RawClient.open(address, MQTT_5_0)) {
            clearer.send("10 .. @ 02 0000 [] s'clearer'").expectAccepted(false); // CONNECT
            for (ReceivedPacket retained : found) {
                if (retained.retain()) {
                    clearer.send("33 .. %s 0001 []".formatted(encoded(retained.topic()))); // PUBLISH QoS 1, RETAIN
                    clearer.expectAck(ReceivedPacket.PUBACK, 1);
                }
            }
        }
    }

    /** The Client Identifier of a CONNECT at the beginning of the bytes; nothing when they are anything else. */
    static Optional<String> clientId(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != CONNECT) {
            return Optional.empty();
        }
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
            ReceivedProperties.variableByteInteger(in); // Remaining Length
            in.position(in.position() + 2 + in.getShort(in.position())); // Protocol Name
            boolean hasProperties = in.get() == MQTT_5_0.level();
            in.position(in.position() + FLAGS_AND_KEEP_ALIVE);
            if (hasProperties) {
                int length = (int) ReceivedProperties.variableByteInteger(in);
                in.position(in.position() + length);
            }
            byte[] id = new byte[Short.toUnsignedInt(in.getShort())];
            in.get(id);
            return Optional.of(new String(id, StandardCharsets.UTF_8));
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException malformed) {
            return Optional.empty(); // as the test wants it
        }
    }

    /** A UTF-8 Encoded String in hexadecimal: a quoted one could not hold a quote. */
    private static String encoded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder hex = new StringBuilder("%04x".formatted(bytes.length));
        for (byte b : bytes) {
            hex.append(" %02x".formatted(b));
        }
        return hex.toString();
    }
}
