package org.holdfast.engine.chapter2;

import static org.holdfast.engine.testing.Protocol.MQTT_3_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.Breach;
import org.holdfast.engine.testing.ExternalBroker;
import org.holdfast.engine.testing.PacketText;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Remaining Length (section 2.1.4) that does not fit the content of its packet: nothing is guessed. */
@Tag(ExternalBroker.TAG)
class RemainingLengthTest {
    private static final int MALFORMED_PACKET = 0x81;

    @RegisterExtension
    static final TestBroker broker = TestBroker.create();

    @AfterAll
    static void theBrokerGoesOn() {
        broker.connect(MQTT_5_0, "witness").barrier();
    }

    /** The beginning of a packet, with a Remaining Length that says that this is all. */
    private static String cut(String type, byte[] body, int length) {
        return "%s %02x %s".formatted(type, length, HexFormat.of().formatHex(body, 0, length));
    }

    static Stream<Arguments> packets() {
        List<String[]> packets = List.of( // type, body, lengths that are packets as well before and in MQTT 5.0
                new String[] {"30", "s'topic' [26 s'k' s'v']", "-", "-"}, // PUBLISH
                new String[] {"32", "s'topic' 0001 [08 s'reply']", "-", "-"},
                new String[] {"40", "0001 {10} [1f s'none']", "-", "2 3"}, // PUBACK
                new String[] {"50", "0001 {10} [1f s'none']", "-", "2 3"}, // PUBREC
                new String[] {"62", "0001 {92} [1f s'none']", "-", "2 3"}, // PUBREL
                new String[] {"70", "0001 {92} [1f s'none']", "-", "2 3"}, // PUBCOMP
                new String[] {"82", "0001 [0b 8001] s'a/b' 00", "2", "6"
                }, // SUBSCRIBE; without filters a Protocol Error
                new String[] {"82", "0001 [] s'a/b' 00 s'c' 02", "2 8", "3 9"},
                new String[] {"a2", "0001 [26 s'k' s'v'] s'a/b'", "2", "10"}, // UNSUBSCRIBE
                new String[] {"a2", "0001 [] s'a/b' s'c'", "2 7", "3 8"},
                new String[] {"e0", "{00} [11 00000000]", "-", "0 1"}, // DISCONNECT
                new String[] {"f0", "{18} [15 s'method' 16 0001 00]", "-", "0"}); // AUTH
        return Stream.of(Protocol.values()).flatMap(protocol -> packets.stream()
                .map(row -> Arguments.of(protocol, row[0], row[1], row[protocol.hasProperties() ? 3 : 2])));
    }

    @ParameterizedTest
    @MethodSource("packets")
    void aPacketThatEndsTooEarlyIsMalformed(Protocol protocol, String type, String text, String whole) {
        Set<String> packetsAsWell = Arrays.stream(whole.split(" ")).collect(Collectors.toSet());
        byte[] body = PacketText.bytes(protocol, text);
        for (int length = 0; length < body.length; length++) {
            if (!packetsAsWell.contains("" + length)) {
                new Breach(protocol, cut(type, body, length)).endsWith(MALFORMED_PACKET, broker);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Normative(
            value = {"MQTT-3.1.4-1", "MQTT-3.1.2-9", "MQTT-3.1.2-17", "MQTT-3.1.2-19", "MQTT-3.1.3-1", "MQTT-3.1.3-3"},
            mqtt3 = {"MQTT-3.1.4-1", "MQTT-3.1.2-9", "MQTT-3.1.2-19", "MQTT-3.1.2-21", "MQTT-3.1.3-1", "MQTT-3.1.3-3"})
    void aConnectThatEndsTooEarlyIsMalformed(Protocol protocol) {
        String text = "@ ee 003c [11 0000003c] s'cutoff' [18 00000001] s'will' s'gone' s'user' s'password'";
        byte[] body = PacketText.bytes(protocol, text);
        int version = PacketText.bytes(protocol, "@").length;
        for (int length = 0; length < body.length; length++) {
            String connect = cut("10", body, length);
            if (length < version) {
                broker.open(protocol).send(connect).expectClosed(); // it has not even said which version it is
            } else if (protocol == MQTT_3_1 && endsWithAField(body, length)) {
                RawClient client = broker.open(protocol).send(connect);
                client.expectAccepted(false); // its section 3.1: the length wins over the flag
                client.disconnect();
                client.expectClosed();
            } else {
                new Breach(protocol, connect).endsWith(MALFORMED_PACKET, broker);
            }
        }
        broker.open(protocol).send(cut("10", body, body.length)).expectAccepted(false); // this one does not
    }

    /** Whether the part ends before the User Name, or before the Password. */
    private static boolean endsWithAField(byte[] body, int length) {
        int password = body.length - 10;
        return length == password || length == password - 6;
    }

    @ParameterizedTest
    @CsvSource({
        "10, @ 02 003c [] s'client', CONNECT",
        "10, @ 02 003c [21 000a] s'client', CONNECT with a property",
        "10, @ 06 003c [] s'client' [] s'will' s'gone', CONNECT with a Will",
        "10, @ c2 003c [] s'client' s'user' s'password', CONNECT with a Password",
        "40, 0001 {00} [], PUBACK",
        "50, 0001 {00} [], PUBREC",
        "62, 0001 {00} [], PUBREL",
        "70, 0001 {00} [], PUBCOMP",
        "82, 0001 [] s'a' 00, SUBSCRIBE",
        "a2, 0001 [] s'a', UNSUBSCRIBE",
        "c0, '', PINGREQ",
        "e0, {00} [], DISCONNECT",
        "f0, {18} [15 s'method'], AUTH"
    })
    @Normative(value = "MQTT-3.1.4-1", mqtt3 = "MQTT-3.1.4-1")
    void aPacketThatIsLongerThanItsContentIsMalformed(String type, String body, String name) {
        for (Protocol protocol : Protocol.values()) {
            new Breach(protocol, "%s .. %s 00".formatted(type, body)).endsWith(MALFORMED_PACKET, broker);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatFollowsATruncatedPacketIsNotRead(Protocol protocol) {
        RawClient witness = broker.connect(protocol, "witness").subscribe("a", 0);
        RawClient client = broker.connect(protocol, "client");
        client.send("30 01 00", "30 .. s'a' [] 'x'").expectDisconnect(MALFORMED_PACKET); // PUBLISH, twice
        witness.expectNothingFrom(broker.connect(protocol, "other"));
    }

    @ParameterizedTest
    @EnumSource
    void aPacketIsWaitedForHoweverItIsCutUp(Protocol protocol) {
        RawClient client = broker.connect(protocol, "client").subscribe("a", 0);
        for (byte each : PacketText.bytes(protocol, "30 .. s'a' [] '%s'".formatted("x".repeat(200)))) { // PUBLISH
            client.sendBytes(new byte[] {each});
        }
        client.expectPublish("a", "x".repeat(200));
    }
}
