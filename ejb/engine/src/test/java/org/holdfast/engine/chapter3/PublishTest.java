package org.holdfast.engine.chapter3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBACK;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREC;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREL;

import java.util.stream.Stream;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.ExternalBroker;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** PUBLISH (section 3.3): its DUP flag, its answers, and the window. */
@Tag(ExternalBroker.TAG)
class PublishTest {
    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-3.3.4-1", mqtt3 = "MQTT-3.3.4-1")
    void aPublishIsAnsweredByItsQos(Protocol protocol) {
        RawClient publisher = broker.connect(protocol, "publisher");
        publisher.send("30 .. s'a' [] 'x'").barrier(); // PUBLISH QoS 0: no answer
        publisher.send("32 .. s'a' 0007 [] 'x'").expectAck(PUBACK, 7); // PUBLISH QoS 1
        publisher.send("34 .. s'a' 0008 [] 'x'").expectAck(PUBREC, 8); // PUBLISH QoS 2
        publisher.barrier();
    }

    static Stream<Arguments> publishedAndGrantedQos() {
        return Stream.of(Protocol.values()).flatMap(protocol -> Stream.of(1, 2)
                .flatMap(published -> Stream.of(0, 1, 2).map(granted -> Arguments.of(protocol, published, granted))));
    }

    @ParameterizedTest
    @MethodSource("publishedAndGrantedQos")
    @Normative(
            value = {"MQTT-3.3.1-2", "MQTT-3.3.1-3"},
            mqtt3 = {"MQTT-3.3.1-2", "MQTT-3.3.1-3"})
    void thePublishersDupIsNotPassedOnNorRetained(Protocol protocol, int published, int granted) {
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("a", granted);
        RawClient publisher = broker.connect(protocol, "publisher");
        publisher.send("3%x .. s'a' 0007 [] 'x'".formatted(0x8 | published << 1 | 1)); // PUBLISH, DUP, RETAIN
        publisher.expectAck(published == 1 ? PUBACK : PUBREC, 7);
        RawClient late = broker.connect(protocol, "late").subscribe("a", granted);
        for (RawClient client : new RawClient[] {subscriber, late}) {
            ReceivedPacket publish = client.expectPublish("a", Math.min(published, granted), "x");
            assertThat(publish.dup()).isFalse();
        }
    }

    @Test
    @Normative(value = "MQTT-3.3.1-2", mqtt3 = "MQTT-3.3.1-2")
    void aDeliveryAtQos0IsNeverRepeated() {
        for (Protocol protocol : new Protocol[] {Protocol.MQTT_3_1_1, MQTT_5_0}) {
            RawClient subscriber = broker.resume(protocol, "subscriber", false).subscribe("a", 0);
            RawClient publisher = broker.connect(protocol, "publisher").publish("a", 1, "x");
            subscriber.expect("30 .. s'a' [] 'x'");
            subscriber.close();
            broker.resume(protocol, "subscriber", true).expectNothingFrom(publisher);
            broker.connect(protocol, "subscriber").disconnect(); // ends the session
        }
    }

    @Test
    @Normative({"MQTT-3.3.4-9", "MQTT-3.3.4-10"})
    void aFullWindowHoldsBackNoPubRelThatIsSentAgain() {
        RawClient subscriber = broker.resume(MQTT_5_0, "subscriber", false).subscribe("a", 2);
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        int[] ids = new int[4];
        for (int i = 0; i < 4; i++) {
            publisher.publish("a", 2, "" + i);
            ids[i] = subscriber.expectPublish("a", 2, "" + i).packetId();
        }
        for (int i : new int[] {1, 3}) {
            subscriber.send("50 02 %04x".formatted(ids[i])).expectAck(PUBREL, ids[i]); // PUBREC
        }
        subscriber.close();
        RawClient again = broker.open(MQTT_5_0);
        again.send("10 .. @ 00 0000 [11 00000e10 21 0001] s'subscriber'"); // CONNECT, Receive Maximum 1
        again.expectAccepted(true);
        again.expectAck(PUBREL, ids[1]);
        again.expectAck(PUBREL, ids[3]);
        again.barrier().send("70 02 %04x".formatted(ids[3])).barrier(); // PUBCOMP: the other exchange is still open
        again.send("70 02 %04x".formatted(ids[1])); // PUBCOMP
        ReceivedPacket first = again.expect("3c .. s'a' %04x [] '0'".formatted(ids[0])); // PUBLISH QoS 2, DUP
        again.barrier().acknowledge(first);
        again.acknowledge(again.expect("3c .. s'a' %04x [] '2'".formatted(ids[2])))
                .barrier();
    }
}
