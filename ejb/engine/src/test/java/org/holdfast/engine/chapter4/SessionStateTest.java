package org.holdfast.engine.chapter4;

import java.time.Duration;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is kept of a client, and for how long (section 4.1). Two messages are on their way to it at most. */
class SessionStateTest {
    @RegisterExtension
    final TestBroker broker = TestBroker.create().maximumInflight(2);

    /** Subscribes to {@code a}, and begins to publish to {@code b} at QoS 2. */
    private void fill(RawClient client) {
        client.subscribe("a", 2);
        client.send("34 .. s'b' 0007 [] 'once'").expectAck(ReceivedPacket.PUBREC, 7); // PUBLISH QoS 2
        broker.connect(client.protocol(), "publisher")
                .publish("a", 1, "1")
                .publish("a", 2, "2")
                .publish("a", 1, "3");
    }

    /** Sees what {@link #fill} has left: deliveries, one that waits, a subscription, an exchange that is not over. */
    private void expectAllOf(RawClient client, ReceivedPacket first, ReceivedPacket second, RawClient witness) {
        RawClient publisher = broker.connect(client.protocol(), "publisher").publish("a", 1, "4");
        client.barrier().acknowledge(first);
        client.acknowledge(client.expectPublish("a", 1, "3")).acknowledge(client.expectPublish("a", 1, "4"));
        client.acknowledge(second).expectNothingFrom(publisher);
        client.send("3c .. s'b' 0007 [] 'once'").expectAck(ReceivedPacket.PUBREC, 7); // PUBLISH QoS 2, DUP
        client.send("62 02 0007").expectAck(ReceivedPacket.PUBCOMP, 7, 0); // PUBREL
        witness.expectPublish("b", "once");
        witness.expectNothingFrom(client);
    }

    @ParameterizedTest
    @EnumSource
    @Normative(
            value = "MQTT-4.1.0-1",
            mqtt3 = {"MQTT-4.1.0-1", "MQTT-4.1.0-2"})
    void nothingIsLostWhileTheConnectionLastsHoweverShortTheExpiry(Protocol protocol) {
        RawClient witness = broker.connect(protocol, "witness").subscribe("b", 0);
        RawClient client = broker.connect(protocol, "client"); // ends with its connection
        fill(client);
        ReceivedPacket first = client.expectPublish("a", 1, "1");
        ReceivedPacket second = client.expectPublish("a", 2, "2");
        broker.letPass(Duration.ofDays(400));
        expectAllOf(client, first, second, witness);
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    @Normative(
            value = {"MQTT-3.1.2-23", "MQTT-4.1.0-1"},
            mqtt3 = {"MQTT-4.1.0-1", "MQTT-3.1.2-4"})
    void nothingIsLostWhileTheClientIsAway(Protocol protocol) {
        RawClient witness = broker.connect(protocol, "witness").subscribe("b", 0);
        RawClient client = broker.resume(protocol, "client", false);
        fill(client);
        client.expectPublish("a", 1, "1");
        client.expectPublish("a", 2, "2");
        client.close();
        broker.letPass(Duration.ofMinutes(59)); // of an hour
        RawClient again = broker.resume(protocol, "client", true);
        ReceivedPacket first = again.expectPublish("a", 1, "1");
        expectAllOf(again, first, again.expectPublish("a", 2, "2"), witness);
    }
}
