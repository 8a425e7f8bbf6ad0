package org.holdfast.engine.chapter2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBACK;
import static org.holdfast.engine.testing.ReceivedPacket.PUBCOMP;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREC;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREL;
import static org.holdfast.engine.testing.ReceivedPacket.SUBACK;
import static org.holdfast.engine.testing.ReceivedPacket.UNSUBACK;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.Breach;
import org.holdfast.engine.testing.ExternalBroker;
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

/** Packet Identifiers (MQTT 5.0, section 2.2.1; MQTT 3.1.1, section 2.3.1): who chooses them and who repeats them. */
@Tag(ExternalBroker.TAG)
class PacketIdentifierTest {
    private static final int PROTOCOL_ERROR = 0x82;

    @RegisterExtension
    static final TestBroker broker = TestBroker.create();

    @AfterAll
    static void theBrokerGoesOn() {
        broker.connect(MQTT_5_0, "witness").barrier();
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLISH at QoS 1, 32 .. s'a' 0000 [] 'x'",
        "PUBLISH at QoS 2, 34 .. s'a' 0000 [] 'x'",
        "SUBSCRIBE, 82 .. 0000 [] s'a' 00",
        "UNSUBSCRIBE, a2 .. 0000 [] s'a'",
        "PUBACK, 40 02 0000",
        "PUBREC, 50 02 0000",
        "PUBREL, 62 02 0000",
        "PUBCOMP, 70 02 0000"
    })
    @Normative(value = "MQTT-2.2.1-3", mqtt3 = "MQTT-2.3.1-1")
    void zeroIsNoPacketIdentifier(String name, String packet) {
        for (Protocol protocol : Protocol.values()) {
            new Breach(protocol, packet).endsWith(PROTOCOL_ERROR, broker);
        }
    }

    static Stream<Arguments> identifiers() {
        return Stream.of(Protocol.values())
                .flatMap(protocol -> IntStream.of(1, 0x1234, 0xFFFF).mapToObj(id -> Arguments.of(protocol, id)));
    }

    @ParameterizedTest
    @MethodSource("identifiers")
    @Normative(value = "MQTT-2.2.1-5", mqtt3 = "MQTT-2.3.1-6")
    void theAnswersToAPublishHaveItsPacketIdentifier(Protocol protocol, int id) {
        RawClient publisher = broker.connect(protocol, "publisher");
        publisher.send("32 .. s'a' %04x [] 'x'".formatted(id)).expectAck(PUBACK, id); // PUBLISH QoS 1
        publisher.send("33 .. s'b' %04x [] 'x'".formatted(id)).expectAck(PUBACK, id); // and RETAIN, after the commit
        publisher.send("34 .. s'a' %04x [] 'x'".formatted(id)).expectAck(PUBREC, id); // PUBLISH QoS 2
        publisher.send("62 02 %04x".formatted(id)).expectAck(PUBCOMP, id); // PUBREL
        publisher.send("62 02 %04x".formatted(id)).expectType(PUBCOMP); // PUBREL once more
        publisher.send("32 .. s'a' %04x [] 'x'".formatted(id)).expectAck(PUBACK, id); // the identifier is free again
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-2.2.1-5", mqtt3 = "MQTT-2.3.1-6")
    void severalExchangesAreKeptApartByTheirPacketIdentifiers(Protocol protocol) {
        RawClient publisher = broker.connect(protocol, "publisher");
        publisher.send("34 .. s'a' 0007 [] 'x'").expectAck(PUBREC, 7); // PUBLISH QoS 2
        publisher.send("34 .. s'a' 0003 [] 'x'").expectAck(PUBREC, 3);
        publisher.send("32 .. s'a' 0005 [] 'x'").expectAck(PUBACK, 5); // PUBLISH QoS 1
        publisher.send("62 02 0003").expectAck(PUBCOMP, 3); // PUBREL
        publisher.send("62 02 0007").expectAck(PUBCOMP, 7);
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-2.2.1-5", mqtt3 = "MQTT-2.3.1-6")
    void thePubRelOfTheBrokerHasThePacketIdentifierOfItsPublish(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("a", 2);
        broker.connect(protocol, "publisher").publish("a", 2, "1").publish("a", 2, "2");
        int first = subscriber.expectPublish("a", 2, "1").packetId();
        int second = subscriber.expectPublish("a", 2, "2").packetId();
        subscriber.send("50 02 %04x".formatted(second)).expectAck(PUBREL, second); // PUBREC
        subscriber.send("50 02 %04x".formatted(first)).expectAck(PUBREL, first);
    }

    @ParameterizedTest
    @MethodSource("identifiers")
    @Normative(value = "MQTT-2.2.1-6", mqtt3 = "MQTT-2.3.1-7")
    void subAckAndUnsubAckHaveThePacketIdentifierOfTheRequest(Protocol protocol, int id) {
        RawClient client = broker.connect(protocol, "client");
        client.send("82 .. %04x [] s'a' 01".formatted(id)).expectCodes(SUBACK, id, "01"); // SUBSCRIBE
        String refused = protocol.hasProperties() ? "8f" : "80";
        String tooDeep = "a/".repeat(1_000) + "a";
        client.send("82 .. %04x [] s'%s' 01".formatted(id, tooDeep)).expectCodes(SUBACK, id, refused);
        String unsubscribed = protocol.hasProperties() ? "00" : "";
        client.send("a2 .. %04x [] s'a'".formatted(id)).expectCodes(UNSUBACK, id, unsubscribed); // UNSUBSCRIBE
        String unknown = protocol.hasProperties() ? "11" : "";
        client.send("a2 .. %04x [] s'a'".formatted(id)).expectCodes(UNSUBACK, id, unknown);
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-2.2.1-2", mqtt3 = "MQTT-2.3.1-5")
    void aPublishAtQos0HasNone(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("a", 0);
        RawClient publisher = broker.connect(protocol, "publisher");
        publisher.send("30 .. s'a' [] 0001 'x'"); // PUBLISH QoS 0, whose payload begins like an identifier
        subscriber.expect("30 .. s'a' [] 0001 'x'");
        publisher.publish("a", 2, "less is granted");
        subscriber.expect("30 .. s'a' [] 'less is granted'");
        publisher.publishRetained("a", 1, "kept");
        subscriber.expect("30 .. s'a' [] 'kept'");
        RawClient late = broker.connect(protocol, "late").subscribe("a", 0);
        late.expect("31 .. s'a' [] 'kept'");
        publisher.publishRetained("a", 1, "");
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    @Normative(
            value = "MQTT-2.2.1-4",
            mqtt3 = {"MQTT-2.3.1-1", "MQTT-2.3.1-4"})
    void ofTheBrokersOwnNoneIsZeroOrInUseAlsoAfterTheCounterHasWrapped(Protocol protocol) {
        RawClient subscriber = broker.resume(protocol, "subscriber", false).subscribe("a", 2);
        RawClient publisher = broker.connect(protocol, "publisher");
        publisher.publish("a", 1, "held").publish("a", 2, "held too").publish("a", 2, "released");
        int[] held = {
            subscriber.expectPublish("a", 1, "held").packetId(),
            subscriber.expectPublish("a", 2, "held too").packetId(),
            subscriber.expectPublish("a", 2, "released").packetId()
        };
        subscriber.send("50 02 %04x".formatted(held[2])).expectAck(PUBREL, held[2]); // PUBREC; no PUBCOMP
        String[] publishes = new String[500];
        Arrays.setAll(publishes, i -> "32 .. s'a' %04x [] ''".formatted(i + 1)); // PUBLISH QoS 1
        for (int sent = 0; sent < 66_000; sent += publishes.length) {
            publisher.send(publishes);
            subscriber.send(receiveAndAcknowledge(subscriber, publishes.length, held));
            for (int id = 1; id <= publishes.length; id++) {
                publisher.expectAck(PUBACK, id);
            }
        }
        subscriber.close();
        RawClient again = broker.resume(protocol, "subscriber", true);
        again.expect("3a .. s'a' %04x [] 'held'".formatted(held[0])); // the identifiers are kept
        again.expect("3c .. s'a' %04x [] 'held too'".formatted(held[1]));
        again.expectAck(PUBREL, held[2]);
        broker.connect(protocol, "subscriber"); // ends the session
    }

    /** The PUBACKs of so many messages. */
    private static String[] receiveAndAcknowledge(RawClient subscriber, int count, int[] held) {
        int[] ids = IntStream.range(0, count)
                .map(i -> subscriber.expectPublish("a", 1, "").packetId())
                .toArray();
        assertThat(ids).doesNotHaveDuplicates().doesNotContain(0).doesNotContain(held[0], held[1], held[2]);
        return Arrays.stream(ids).mapToObj("40 02 %04x"::formatted).toArray(String[]::new); // PUBACK
    }
}
