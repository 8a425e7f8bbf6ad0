package org.holdfast.engine.chapter1;

import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.Breach;
import org.holdfast.engine.testing.ExternalBroker;
import org.holdfast.engine.testing.PacketText;
import org.holdfast.engine.testing.PropertySection;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Variable Byte Integers (section 1.5.5): in no more bytes than need be, and in four at most. */
@Tag(ExternalBroker.TAG)
class VariableByteIntegerTest {
    private static final int MALFORMED_PACKET = 0x81;

    /** What stands after the last digit, whose highest bit is then set: zeros that say nothing, and a fifth byte. */
    private static final List<String> PADDINGS = List.of("00", "8000", "808000", "80808000", "80808001", "ffffff7f");

    @RegisterExtension
    static final TestBroker broker = TestBroker.create();

    @AfterAll
    static void theBrokerGoesOn() {
        broker.connect(MQTT_5_0, "witness").barrier();
    }

    /** A number up to 127, in more bytes than it needs. */
    private static String padded(int value, String padding) {
        return "%02x%s".formatted(value | 0x80, padding);
    }

    static Stream<Arguments> packets() {
        List<String> packets = List.of(
                "30 s'a' [] 'x'", // PUBLISH
                "32 s'a' 0001 [] 'x'",
                "40 0001", // PUBACK
                "50 0001", // PUBREC
                "62 0001", // PUBREL
                "70 0001", // PUBCOMP
                "82 0001 [] s'a' 00", // SUBSCRIBE
                "a2 0001 [] s'a'", // UNSUBSCRIBE
                "c0", // PINGREQ
                "e0", // DISCONNECT
                "f0"); // AUTH
        return Stream.of(Protocol.values())
                .flatMap(protocol -> packets.stream().map(packet -> Arguments.of(protocol, packet)));
    }

    @ParameterizedTest
    @MethodSource("packets")
    @Normative("MQTT-1.5.5-1")
    void aPaddedRemainingLengthIsMalformed(Protocol protocol, String packet) {
        String type = packet.substring(0, 2);
        String body = packet.substring(2);
        int length = PacketText.bytes(protocol, body).length;
        for (String padding : PADDINGS) {
            new Breach(protocol, type + padded(length, padding) + body).endsWith(MALFORMED_PACKET, broker);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Normative("MQTT-1.5.5-1")
    void aPaddedRemainingLengthOfConnectClosesWithoutAnAnswer(Protocol protocol) {
        String connect = "@ 02 003c [] s'client'";
        int length = PacketText.bytes(protocol, connect).length;
        for (String padding : PADDINGS) { // nobody has said yet which version this is
            broker.open(protocol).send("10" + padded(length, padding) + connect).expectClosed();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Normative("MQTT-1.5.5-1")
    void aPaddedPropertyLengthIsMalformed(PropertySection section) {
        for (String padding : PADDINGS) {
            new Breach(MQTT_5_0, section.withBytes(padded(0, padding))).endsWith(MALFORMED_PACKET, broker);
            new Breach(MQTT_5_0, section.withBytes(padded(7, padding) + "26 s'k' s'v'"))
                    .endsWith(MALFORMED_PACKET, broker);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Normative("MQTT-1.5.5-1")
    void aPaddedPropertyIdentifierIsMalformed(PropertySection section) {
        for (String padding : PADDINGS) {
            new Breach(MQTT_5_0, section.with(padded(0x26, padding) + "s'k' s'v'")).endsWith(MALFORMED_PACKET, broker);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"8100", "818000", "81808000", "8180808000", "8180808001", "ff00", "ffff00", "ffffff00"})
    @Normative("MQTT-1.5.5-1")
    void aPaddedSubscriptionIdentifierIsMalformed(String identifier) {
        new Breach(MQTT_5_0, PropertySection.SUBSCRIBE.with("0b" + identifier)).endsWith(MALFORMED_PACKET, broker);
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "7f", "8001", "ff7f", "808001", "ffff7f", "80808001", "ffffff7f"}) // 1, 127, 128 ...
    @Normative("MQTT-1.5.5-1")
    void aSubscriptionIdentifierLeavesInItsShortestForm(String identifier) {
        RawClient client = broker.connect(MQTT_5_0, "client");
        client.send("82 .. 0001 [0b %s] s'a' 00".formatted(identifier)).expect("90 .. 0001 [] 00"); // SUBSCRIBE
        client.send("30 .. s'a' [] 'x'").expect("30 .. s'a' [0b %s] 'x'".formatted(identifier)); // PUBLISH
    }

    static Stream<Arguments> remainingLengths() {
        List<Integer> borders = List.of(127, 128, 16_383, 16_384, 2_097_151, 2_097_152);
        return Stream.of(Protocol.values())
                .flatMap(protocol -> borders.stream().map(length -> Arguments.of(protocol, length)));
    }

    @ParameterizedTest
    @MethodSource("remainingLengths")
    @Normative("MQTT-1.5.5-1")
    void aRemainingLengthLeavesInItsShortestForm(Protocol protocol, int length) {
        String body = "s'a' [] '%s'";
        int head = PacketText.bytes(protocol, body.formatted("")).length;
        String publish = "30 .. " + body.formatted("x".repeat(length - head)); // .. is the shortest form
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("a", 0);
        broker.connect(protocol, "publisher").send(publish);
        subscriber.expect(publish);
    }

    @ParameterizedTest
    @ValueSource(ints = {127, 128, 16_383, 16_384, 2_097_151, 2_097_152})
    @Normative("MQTT-1.5.5-1")
    void aPropertyLengthLeavesInItsShortestForm(int length) {
        String publish = "30 .. s'a' [%s] 'x'".formatted(userProperties(length)); // [ ] writes the shortest form
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("a", 0);
        broker.connect(MQTT_5_0, "publisher").send(publish);
        subscriber.expect(publish);
    }

    /** User Properties that are so many bytes long in all. */
    private static String userProperties(int length) {
        int overhead = 5;
        int count = length / 60_000 + 1;
        int each = length / count - overhead;
        int last = length - (count - 1) * (each + overhead) - overhead;
        return IntStream.range(0, count)
                .mapToObj(i -> "26 s'' s'%s'".formatted("v".repeat(i == count - 1 ? last : each)))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @ValueSource(ints = {124, 125}) // 127 and 128 bytes follow
    @Normative("MQTT-1.5.5-1")
    void theLengthOfASubAckLeavesInItsShortestForm(int filters) {
        RawClient client = broker.connect(MQTT_5_0, "client");
        client.send("82 .. 0001 [] " + "s'a' 00 ".repeat(filters)); // SUBSCRIBE
        client.expect("90 .. 0001 [] " + "00".repeat(filters));
    }
}
