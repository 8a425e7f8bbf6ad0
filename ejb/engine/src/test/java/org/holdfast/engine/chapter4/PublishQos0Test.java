package org.holdfast.engine.chapter4;

import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.ExternalBroker;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** QoS 0: at most once delivery (section 4.3.1). */
@Tag(ExternalBroker.TAG)
class PublishQos0Test {
    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    @ParameterizedTest
    @EnumSource
    @Normative(
            value = {"MQTT-4.3.1-1", "MQTT-3.3.1-2", "MQTT-2.2.1-2"},
            mqtt3 = {"MQTT-4.3.1-1", "MQTT-3.3.1-2", "MQTT-2.3.1-5"})
    void aDeliveryHasNeitherDupNorPacketIdentifierWhateverThePublisherSent(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("a", 0);
        broker.connect(protocol, "publisher")
                .send(
                        "30 .. s'a' [] '1'", // PUBLISH QoS 0
                        "32 .. s'a' 0001 [] '2'", // PUBLISH QoS 1
                        "3a .. s'a' 0002 [] '3'", // PUBLISH QoS 1, DUP
                        "34 .. s'a' 0003 [] '4'", // PUBLISH QoS 2
                        "3c .. s'a' 0004 [] '5'"); // PUBLISH QoS 2, DUP
        for (int i = 1; i <= 5; i++) {
            subscriber.expect("30 .. s'a' [] '%d'".formatted(i));
        }
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-4.3.1-1", mqtt3 = "MQTT-4.3.1-1")
    void soHasARetainedMessage(Protocol protocol) {
        broker.connect(protocol, "publisher").publishRetained("a", 2, "x");
        broker.connect(protocol, "subscriber").subscribe("a", 0).expect("31 .. s'a' [] 'x'"); // PUBLISH, RETAIN
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-4.3.1-1", mqtt3 = "MQTT-4.3.1-1")
    void soHasAWill(Protocol protocol) {
        RawClient heir = broker.connect(protocol, "heir").subscribe("a", 2);
        RawClient mortal = broker.open(protocol);
        mortal.send("10 .. @ 06 0000 [] s'mortal' [] s'a' s'x'").expectAccepted(); // CONNECT, Will QoS 0
        mortal.close();
        heir.expect("30 .. s'a' [] 'x'");
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-3.3.4-1", mqtt3 = "MQTT-3.3.4-1")
    void thePublisherGetsNoAnswer(Protocol protocol) {
        RawClient publisher = broker.connect(protocol, "publisher");
        publisher.send("30 .. s'a' [] 'x'", "31 .. s'b' [] 'x'").barrier(); // PUBLISH QoS 0, and with RETAIN
    }
}
