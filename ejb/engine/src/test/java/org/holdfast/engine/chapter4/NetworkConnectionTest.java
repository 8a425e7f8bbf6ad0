package org.holdfast.engine.chapter4;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.ExternalBroker;
import org.holdfast.engine.testing.PacketText;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Network Connection (section 4.2): a stream of bytes, in order and without loss, in both directions. */
@Tag(ExternalBroker.TAG)
class NetworkConnectionTest {
    private static final int MESSAGES = 300;

    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    private static String payload(int number) {
        return number + ":" + "x".repeat(number * 37 % 4_001);
    }

    private static byte[] publishes(Protocol protocol) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < MESSAGES; i++) {
            bytes.writeBytes(PacketText.bytes(protocol, "30 .. s'a' [] '%s'".formatted(payload(i)))); // PUBLISH QoS 0
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-4.2.0-1", mqtt3 = "MQTT-7.1.1-1")
    void tcpCarriesEachByteInOrderBothWaysWhereverTheStreamIsCut(Protocol protocol) {
        RawClient client = broker.connect(protocol, "client").subscribe("a", 0);
        byte[] bytes = publishes(protocol);
        int piece = 1;
        for (int at = 0; at < bytes.length; at += piece) {
            piece = at < 50 ? 1 : at * 31 % 5_000 + 1;
            client.sendBytes(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece)));
        }
        for (int i = 0; i < MESSAGES; i++) {
            client.expectPublish("a", payload(i));
        }
        client.barrier();
    }
}
