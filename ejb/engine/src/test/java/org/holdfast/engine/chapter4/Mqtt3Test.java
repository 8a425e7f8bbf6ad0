package org.holdfast.engine.chapter4;

import static org.holdfast.engine.testing.Protocol.MQTT_3_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREL;

import java.time.Duration;
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

/** Where MQTT 3.1 and 3.1.1 differ from 5.0: shorter packets, no reasons, and messages that are sent again. */
class Mqtt3Test {
    private static final Duration INTERVAL = Duration.ofSeconds(60);

    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    private static TestBroker thatSendsAgainAfter(Duration interval) {
        return TestBroker.create().resendInterval(interval).start();
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1", "MQTT_3_1_1"})
    void eachPacketOfTheBrokerIsWithoutPropertiesAndReasonCodes(Protocol protocol) {
        RawClient client = broker.open(protocol);
        client.send("10 .. @ 02 0000 s'client'").expect("20 02 00 00"); // CONNECT, CONNACK
        client.send("82 .. 0001 s'a' 02").expect("90 03 0001 02"); // SUBSCRIBE, SUBACK
        client.send("32 .. s'b' 0002 'x'").expect("40 02 0002"); // PUBLISH QoS 1, PUBACK
        client.send("34 .. s'b' 0003 'x'").expect("50 02 0003"); // PUBLISH QoS 2, PUBREC
        client.send("62 02 0003").expect("70 02 0003"); // PUBREL, PUBCOMP
        broker.connect(protocol, "other").publish("a", 2, "x");
        int packetId = client.expect("34 .. s'a' ____ 'x'").packetId(); // PUBLISH QoS 2
        client.send("50 02 %04x".formatted(packetId)).expect("62 02 %04x".formatted(packetId)); // PUBREC, PUBREL
        client.send("70 02 %04x".formatted(packetId)); // PUBCOMP
        client.send("a2 .. 0004 s'a'").expect("b0 02 0004"); // UNSUBSCRIBE, UNSUBACK
        client.send("c0 00").expect("d0 00"); // PINGREQ, PINGRESP
        client.disconnect();
    }

    @Test
    void connAckOfMqtt31HasNoSessionPresentButTheSessionIsResumed() {
        broker.resume(MQTT_3_1, "client", false).subscribe("a", 1).disconnect();
        RawClient again = broker.open(MQTT_3_1).send("10 .. @ 00 0000 s'client'"); // CONNECT, Clean Session 0
        again.expect("20 02 00 00"); // the byte is reserved in MQTT 3.1
        broker.connect(MQTT_3_1, "publisher").publish("a", 1, "x");
        again.expectPublish("a", 1, "x");
    }

    @Test
    void anEmptyClientIdentifierIsRejectedInMqtt31() {
        broker.open(MQTT_3_1).send("10 .. @ 02 0000 s''").expectRefused(0x02); // section 3.1 of MQTT 3.1
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1", "MQTT_3_1_1"})
    @Normative(mqtt3 = "MQTT-3.3.1-9")
    void aLiveMessageHasRetain0WhateverThePublisherSet(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("a", 0);
        broker.connect(protocol, "publisher").send("31 .. s'a' 'x'"); // PUBLISH, RETAIN
        subscriber.expect("30 .. s'a' 'x'");
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1", "MQTT_3_1_1"})
    @Normative(mqtt3 = "MQTT-4.3.2-1")
    void anUnacknowledgedQos1MessageIsSentAgainAfterTheInterval(Protocol protocol) {
        try (TestBroker again = thatSendsAgainAfter(INTERVAL)) {
            RawClient subscriber = again.connect(protocol, "subscriber").subscribe("a", 1);
            again.connect(protocol, "publisher").publish("a", 1, "x");
            int packetId = subscriber.expectPublish("a", 1, "x").packetId();
            subscriber.barrier();
            again.letPass(INTERVAL);
            subscriber.expect("3a .. s'a' %04x 'x'".formatted(packetId)); // DUP 1
            again.letPass(INTERVAL);
            subscriber.expect("3a .. s'a' %04x 'x'".formatted(packetId)); // and again
            subscriber.send("40 02 %04x".formatted(packetId)).barrier(); // PUBACK
            again.letPass(INTERVAL);
            subscriber.barrier();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1", "MQTT_3_1_1"})
    @Normative(mqtt3 = "MQTT-4.3.3-1")
    void anUnacknowledgedPubRelIsSentAgainAfterTheInterval(Protocol protocol) {
        try (TestBroker again = thatSendsAgainAfter(INTERVAL)) {
            RawClient subscriber = again.connect(protocol, "subscriber").subscribe("a", 2);
            again.connect(protocol, "publisher").publish("a", 2, "x");
            int packetId = subscriber.expectPublish("a", 2, "x").packetId();
            subscriber.send("50 02 %04x".formatted(packetId)).expectAck(PUBREL, packetId); // PUBREC
            again.letPass(INTERVAL);
            subscriber.expectAck(PUBREL, packetId); // and no PUBLISH any more
            subscriber.send("70 02 %04x".formatted(packetId)).barrier(); // PUBCOMP
            again.letPass(INTERVAL);
            subscriber.barrier();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Normative("MQTT-4.4.0-1")
    void inMqtt5NothingIsSentAgainWhileTheConnectionLasts(int qos) {
        try (TestBroker again = thatSendsAgainAfter(INTERVAL)) {
            RawClient subscriber = again.connect(MQTT_5_0, "subscriber").subscribe("a", qos);
            again.connect(MQTT_5_0, "publisher").publish("a", qos, "x");
            int packetId = subscriber.expectPublish("a", qos, "x").packetId();
            again.letPass(INTERVAL.multipliedBy(10));
            subscriber.subscribe("a", qos).barrier();
            if (qos == 2) {
                subscriber.send("50 02 %04x".formatted(packetId)).expectAck(PUBREL, packetId); // PUBREC
                again.letPass(INTERVAL.multipliedBy(10));
                subscriber.barrier();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"MQTT_3_1, 1, 3a", "MQTT_3_1, 2, 3c", "MQTT_3_1_1, 1, 3a", "MQTT_3_1_1, 2, 3c"})
    @Normative(mqtt3 = "MQTT-4.4.0-1")
    void unlessAnIntervalIsSetMessagesAreSentAgainOnResumeOnly(Protocol protocol, int qos, String firstByte) {
        RawClient subscriber = broker.resume(protocol, "subscriber", false).subscribe("a", qos);
        broker.connect(protocol, "publisher").publish("a", qos, "x");
        int packetId = subscriber.expectPublish("a", qos, "x").packetId();
        broker.letPass(INTERVAL);
        subscriber.barrier().close();
        boolean hasSessionPresent = protocol != MQTT_3_1;
        RawClient again = broker.resume(protocol, "subscriber", hasSessionPresent);
        again.expect("%s .. s'a' %04x 'x'".formatted(firstByte, packetId));
    }

    @Test
    void aMessageOfMqtt31ReachesMqtt5AndBack() {
        RawClient old = broker.connect(MQTT_3_1, "old").subscribe("#", 2);
        RawClient young = broker.connect(MQTT_5_0, "young").subscribe("#", 2);
        old.send("30 .. s'a' '1'"); // PUBLISH QoS 0
        old.expect("30 .. s'a' '1'");
        young.expect("30 .. s'a' [] '1'");
        young.send("30 .. s'b' [] '2'"); // PUBLISH QoS 0
        old.expect("30 .. s'b' '2'");
        young.expect("30 .. s'b' [] '2'");
    }
}
