package org.holdfast.engine.chapter4;

import static org.holdfast.engine.testing.Protocol.MQTT_3_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREL;

import java.util.List;
import java.util.stream.Stream;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A client answers each delivery as its QoS asks for (sections 4.3.2 and 4.3.3). */
class AnswersToDeliveriesTest {
    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    static Stream<Arguments> answersThatDoNotFit() {
        return Stream.of(Protocol.values())
                .flatMap(protocol -> Stream.of(
                        Arguments.of(protocol, 1, List.of(), "50"), // PUBREC for a QoS 1 PUBLISH
                        Arguments.of(protocol, 1, List.of(), "70"), // PUBCOMP for a QoS 1 PUBLISH
                        Arguments.of(protocol, 2, List.of(), "40"), // PUBACK for a QoS 2 PUBLISH
                        Arguments.of(protocol, 2, List.of(), "70"), // PUBCOMP before PUBREC
                        Arguments.of(protocol, 2, List.of("50"), "40"))); // PUBACK after PUBREL
    }

    @ParameterizedTest
    @MethodSource("answersThatDoNotFit")
    @Normative(value = "MQTT-4.13.1-1", mqtt3 = "MQTT-4.8.0-1")
    void anAnswerThatDoesNotFitItsDeliveryIsAProtocolErrorAndTheDeliveryGoesOn(
            Protocol protocol, int qos, List<String> before, String wrong) {
        RawClient subscriber = broker.resume(protocol, "subscriber", false).subscribe("a", qos);
        broker.connect(protocol, "publisher").publish("a", qos, "x");
        int id = subscriber.expectPublish("a", qos, "x").packetId();
        before.forEach(
                pubRec -> subscriber.send("%s 02 %04x".formatted(pubRec, id)).expectAck(PUBREL, id));
        subscriber.send("%s 02 %04x".formatted(wrong, id)).expectDisconnect(0x82);
        RawClient again = broker.resume(protocol, "subscriber", protocol != MQTT_3_1);
        if (before.isEmpty()) {
            again.acknowledge(again.expectPublish("a", qos, "x"));
        } else {
            again.expectAck(PUBREL, id);
        }
    }

    @Test
    void aRefusalWithTheIdentifierOfAQos1DeliveryIsAProtocolError() {
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("a", 1);
        broker.connect(MQTT_5_0, "publisher").publish("a", 1, "x");
        int id = subscriber.expectPublish("a", 1, "x").packetId();
        subscriber.send("50 03 %04x 97".formatted(id)).expectDisconnect(0x82); // PUBREC, Quota exceeded
    }
}
