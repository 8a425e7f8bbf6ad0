package org.holdfast.engine.chapter3;

import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBACK;
import static org.holdfast.engine.testing.ReceivedPacket.PUBCOMP;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREC;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREL;

import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Reason Codes of PUBACK, PUBREC, PUBREL and PUBCOMP (sections 3.4 to 3.7) in both directions. */
class AcknowledgementTest {
    private static final int NO_MATCHING_SUBSCRIBERS = 0x10;
    private static final int NOT_AUTHORIZED = 0x87;
    private static final int TOPIC_NAME_INVALID = 0x90;
    private static final int PACKET_IDENTIFIER_NOT_FOUND = 0x92;
    private static final int QUOTA_EXCEEDED = 0x97;

    @RegisterExtension
    final TestBroker broker = TestBroker.create().authorizer(new NoSecrets()).maximumWaitingBytes(1);

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Normative({"MQTT-3.4.2-1", "MQTT-3.5.2-1"})
    void pubAckAndPubRecSayWhatBecameOfTheMessage(int qos) {
        broker.connect(MQTT_5_0, "subscriber").subscribe("heard/#", 0);
        assertAnswer(qos, "heard", 0);
        assertAnswer(qos, "unheard", NO_MATCHING_SUBSCRIBERS);
        assertAnswer(qos, "secret", NOT_AUTHORIZED);
        assertAnswer(qos, "heard/".repeat(2_000), TOPIC_NAME_INVALID); // it has more levels than the broker takes
        broker.store().block();
        broker.connect(MQTT_5_0, "first").send("31 .. s'heard/first' [] 'x'"); // PUBLISH, RETAIN: is not written yet
        broker.connect(MQTT_5_0, "witness").subscribe("heard/first", 0).expectPublish("heard/first", "x");
        assertAnswer(qos, "heard/second", QUOTA_EXCEEDED);
    }

    private void assertAnswer(int qos, String topic, int reasonCode) {
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.send("3%x .. s'%s' 0007 [] 'x'".formatted(qos << 1 | 1, topic)); // PUBLISH, RETAIN
        publisher.expectAck(qos == 1 ? PUBACK : PUBREC, 7, reasonCode);
    }

    @ParameterizedTest
    @EnumSource
    @Normative("MQTT-3.6.2-1")
    void pubRelSaysWhetherThereIsSuchADelivery(Protocol protocol) {
        int unknown = protocol.hasProperties() ? PACKET_IDENTIFIER_NOT_FOUND : 0;
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("a", 2);
        subscriber.send("50 02 0abc").expectAck(PUBREL, 0x0abc, unknown); // PUBREC of no delivery
        broker.connect(protocol, "publisher").publish("a", 2, "x");
        int id = subscriber.expectPublish("a", 2, "x").packetId();
        for (int round = 0; round < 2; round++) {
            subscriber.send("50 02 %04x".formatted(id)).expectAck(PUBREL, id, 0); // PUBREC, and again
        }
        subscriber.send("70 02 %04x".formatted(id)); // PUBCOMP
        subscriber.send("50 02 %04x".formatted(id)).expectAck(PUBREL, id, unknown); // PUBREC of a completed delivery
    }

    @ParameterizedTest
    @EnumSource
    @Normative("MQTT-3.7.2-1")
    void pubCompSaysWhetherThereIsSuchAPublish(Protocol protocol) {
        int unknown = protocol.hasProperties() ? PACKET_IDENTIFIER_NOT_FOUND : 0;
        RawClient publisher = broker.connect(protocol, "publisher");
        publisher.send("62 02 0abc").expectAck(PUBCOMP, 0x0abc, unknown); // PUBREL of no PUBLISH
        publisher.send("34 .. s'a' 0abc [] 'x'").expectAck(PUBREC, 0x0abc); // PUBLISH QoS 2
        publisher.send("62 02 0abc").expectAck(PUBCOMP, 0x0abc, 0); // PUBREL
        publisher.send("62 02 0abc").expectAck(PUBCOMP, 0x0abc, unknown); // PUBREL, and again
    }

    @ParameterizedTest
    @CsvSource({
        "40, 00 10 80 83 87 90 91 97 99", // PUBACK
        "50, 80 83 87 90 91 97 99", // PUBREC that ends the exchange
        "70, 00 92" // PUBCOMP
    })
    void eachReasonCodeOfItsPacketIsTaken(String packet, String reasonCodes) {
        RawClient client = broker.connect(MQTT_5_0, "client");
        for (String reasonCode : reasonCodes.split(" ", -1)) {
            client.send("%s .. 0abc %s".formatted(packet, reasonCode)).barrier();
            client.send("%s .. 0abc %s [1f s'why' 26 s'k' s'v' 26 s'k' s'v']".formatted(packet, reasonCode))
                    .barrier();
        }
    }

    @Test
    void aPubRecAndAPubRelWithEachReasonCodeAreAnswered() {
        RawClient client = broker.connect(MQTT_5_0, "client");
        for (String reasonCode : new String[] {"00", "10"}) {
            client.send("50 03 0abc " + reasonCode).expectAck(PUBREL, 0x0abc, PACKET_IDENTIFIER_NOT_FOUND); // PUBREC
        }
        for (String reasonCode : new String[] {"00", "92"}) {
            client.send("62 03 0abc " + reasonCode).expectAck(PUBCOMP, 0x0abc, PACKET_IDENTIFIER_NOT_FOUND); // PUBREL
        }
    }

    @ParameterizedTest
    @CsvSource({
        "40, 01 02 04 11 18 19 81 82 84 8f 92 93 95 9a 9b a2", // PUBACK
        "50, 01 02 04 11 18 19 81 82 84 8f 92 93 95 9a 9b a2", // PUBREC
        "62, 01 02 04 10 11 80 83 87 90 91 97 99", // PUBREL
        "70, 01 02 04 10 11 80 83 87 90 91 97 99" // PUBCOMP
    })
    @Normative({"MQTT-3.4.2-1", "MQTT-3.5.2-1", "MQTT-3.6.2-1", "MQTT-3.7.2-1"})
    void aReasonCodeOfAnotherPacketIsAProtocolError(String packet, String reasonCodes) {
        for (String reasonCode : reasonCodes.split(" ", -1)) {
            RawClient client = broker.connect(MQTT_5_0, "client");
            client.send("%s 03 0abc %s".formatted(packet, reasonCode)).expectDisconnect(0x82);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"40", "50", "62", "70"})
    void aReasonCodeThatDoesNotExistIsMalformed(String packet) {
        for (String reasonCode : new String[] {"03", "7f", "a3", "ff"}) {
            RawClient client = broker.connect(MQTT_5_0, "client");
            client.send("%s 03 0abc %s".formatted(packet, reasonCode)).expectDisconnect(0x81);
        }
    }
}
