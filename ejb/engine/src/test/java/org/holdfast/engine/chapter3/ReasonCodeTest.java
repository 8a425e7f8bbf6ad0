package org.holdfast.engine.chapter3;

import static org.holdfast.engine.testing.Protocol.MQTT_3_1;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBACK;
import static org.holdfast.engine.testing.ReceivedPacket.PUBCOMP;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREC;

import java.util.stream.Stream;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Reason Codes (section 2.4) of what is not permitted. */
class ReasonCodeTest {
    @RegisterExtension
    final TestBroker broker = TestBroker.create().authorizer(new NoSecrets());

    @Test
    void aPublishThatIsNotPermittedIsAnsweredWithNotAuthorized() {
        RawClient witness = broker.connect(MQTT_5_0, "witness").subscribe("#", 0);
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.send("31 .. s'secret/0' [] 'x'"); // PUBLISH QoS 0, RETAIN: dropped, there is no answer
        publisher.send("33 .. s'secret/1' 0001 [] 'x'").expectAck(PUBACK, 1, 0x87); // PUBLISH QoS 1, RETAIN
        publisher.send("35 .. s'secret/2' 0002 [] 'x'").expectAck(PUBREC, 2, 0x87); // PUBLISH QoS 2, RETAIN
        witness.expectNothingFrom(publisher);
        broker.connect(MQTT_5_0, "late").subscribe("#", 0).barrier(); // nothing has been retained either
    }

    @Test
    @Normative("MQTT-4.3.3-9")
    void afterAnErrorInPubRecThePacketIdentifierIsFree() {
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.send("34 .. s'secret' 0001 [] 'x'").expectAck(PUBREC, 1, 0x87); // PUBLISH QoS 2
        publisher.send("62 02 0001").expectAck(PUBCOMP, 1, 0x92); // PUBREL of an exchange that has ended
        RawClient witness = broker.connect(MQTT_5_0, "witness").subscribe("open", 0);
        publisher.send("34 .. s'open' 0001 [] 'x'").expectAck(PUBREC, 1); // another message
        witness.expectPublish("open", "x");
        publisher.send("62 02 0001").expectAck(PUBCOMP, 1, 0); // PUBREL
    }

    static Stream<Arguments> earlierVersionsAtEachQos() {
        return Stream.of(MQTT_3_1, MQTT_3_1_1)
                .flatMap(protocol -> Stream.of(0, 1, 2).map(qos -> Arguments.of(protocol, qos)));
    }

    @ParameterizedTest
    @MethodSource("earlierVersionsAtEachQos")
    @Normative(mqtt3 = "MQTT-3.3.5-2")
    void beforeMqtt5APublishThatIsNotPermittedIsDroppedWhereItHasNoAnswerAndElseEndsTheConnection(
            Protocol protocol, int qos) {
        RawClient witness = broker.connect(protocol, "witness").subscribe("#", 0);
        RawClient publisher = broker.connect(protocol, "publisher");
        publisher.send("3%x .. s'secret' %s 'x'".formatted(qos << 1 | 1, qos == 0 ? "" : "0001")); // PUBLISH, RETAIN
        if (qos == 0) {
            publisher.barrier();
        } else {
            publisher.expectClosed();
        }
        witness.expectNothingFrom(broker.connect(protocol, "late").subscribe("#", 0));
    }

    @Test
    @Normative(value = "MQTT-3.9.3-2", mqtt3 = "MQTT-3.9.3-2")
    void aSubscriptionThatIsNotPermittedIsAnsweredWithNotAuthorized() {
        RawClient client = broker.connect(MQTT_5_0, "client");
        client.send("82 .. 0001 [] s'open' 01 s'secret/#' 01 s'other' 00"); // SUBSCRIBE
        client.expectCodes(ReceivedPacket.SUBACK, 1, "01 87 00");
        RawClient old = broker.connect(MQTT_3_1_1, "old").send("82 .. 0001 s'open' 01 s'secret/#' 01"); // SUBSCRIBE
        old.expect("90 04 0001 01 80");
    }

    @ParameterizedTest
    @EnumSource
    void aPublishThatNobodyReceivesSucceeds(Protocol protocol) {
        broker.connect(protocol, "publisher").publish("nobody", 1, "x").publish("nobody", 2, "x"); // 0x00 or 0x10
    }
}
