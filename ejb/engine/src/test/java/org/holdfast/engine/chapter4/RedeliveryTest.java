package org.holdfast.engine.chapter4;

import static org.holdfast.engine.testing.ReceivedPacket.PUBREL;

import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.ExternalBroker;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Message delivery retry (section 4.4): what a client that comes back gets again, and what it does not. */
@Tag(ExternalBroker.TAG)
class RedeliveryTest {
    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    /** Five deliveries: two not answered, one after PUBREC, two completed. The identifiers of all, in order. */
    private int[] fiveDeliveries(RawClient subscriber) {
        RawClient publisher = broker.connect(subscriber.protocol(), "publisher");
        int[] ids = new int[5];
        for (int i = 0; i < 5; i++) {
            publisher.publish("a", i % 2 + 1, "" + i);
            ReceivedPacket publish = subscriber.expectPublish("a", i % 2 + 1, "" + i);
            ids[i] = publish.packetId();
            if (i == 1) {
                subscriber.send("50 02 %04x".formatted(ids[i])).expectAck(PUBREL, ids[i]); // PUBREC
            } else if (i == 2 || i == 3) {
                subscriber.acknowledge(publish);
            }
        }
        subscriber.barrier();
        return ids;
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    @Normative(value = "MQTT-4.4.0-1", mqtt3 = "MQTT-4.4.0-1")
    void onEachResumeAllThatIsUnacknowledgedIsSentAgainUnderItsPacketIdentifier(Protocol protocol) {
        RawClient subscriber = broker.resume(protocol, "subscriber", false).subscribe("a", 2);
        int[] ids = fiveDeliveries(subscriber);
        for (int round = 0; round < 3; round++) {
            subscriber.close();
            subscriber = broker.resume(protocol, "subscriber", true);
            subscriber.expect("3a .. s'a' %04x [] '0'".formatted(ids[0])); // PUBLISH QoS 1, DUP
            subscriber.expectAck(PUBREL, ids[1], 0);
            subscriber.expect("3a .. s'a' %04x [] '4'".formatted(ids[4])); // PUBLISH QoS 1, DUP
            subscriber.barrier();
        }
        subscriber.send("40 02 %04x".formatted(ids[0]), "40 02 %04x".formatted(ids[4])); // PUBACK, twice
        subscriber.send("70 02 %04x".formatted(ids[1])).barrier().close(); // PUBCOMP
        broker.resume(protocol, "subscriber", true).barrier();
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    void withACleanStartNothingIsSentAgain(Protocol protocol) {
        RawClient subscriber = broker.resume(protocol, "subscriber", false).subscribe("a", 2);
        fiveDeliveries(subscriber);
        subscriber.close();
        broker.connect(protocol, "subscriber").barrier();
    }
}
