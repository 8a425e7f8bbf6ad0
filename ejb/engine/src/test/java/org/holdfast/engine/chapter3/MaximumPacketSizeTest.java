package org.holdfast.engine.chapter3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBACK;

import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Maximum Packet Size in both directions (sections 3.1.2.11.4 and 3.2.2.3.6). The broker takes 1,000 bytes. */
class MaximumPacketSizeTest {
    @RegisterExtension
    final TestBroker broker = TestBroker.create().maximumPacketSize(1_000);

    /** A PUBLISH at QoS 0 of topic {@code a} that is so many bytes long in all, where its length takes two bytes. */
    private static String publishOfSize(Protocol protocol, int size) {
        int header = 1 + 2 + 2 + 1 + (protocol.hasProperties() ? 1 : 0);
        return "30 .. s'a' [] '%s'".formatted("x".repeat(size - header));
    }

    @ParameterizedTest
    @EnumSource
    @Normative("MQTT-3.2.2-15")
    void aPacketOfTheMaximumSizeIsTaken(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("a", 0);
        broker.connect(protocol, "publisher")
                .send(publishOfSize(protocol, 1_000))
                .barrier();
        subscriber.expect(publishOfSize(protocol, 1_000));
    }

    @ParameterizedTest
    @EnumSource
    @Normative("MQTT-3.2.2-15")
    void aLargerPacketEndsTheConnection(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("a", 0);
        broker.connect(protocol, "publisher")
                .send(publishOfSize(protocol, 1_001))
                .expectDisconnect(0x95);
        subscriber.expectNothingFrom(broker.connect(protocol, "other"));
    }

    @ParameterizedTest
    @EnumSource
    @Normative("MQTT-3.2.2-15")
    void theLengthAloneIsEnoughToRefuseAPacket(Protocol protocol) {
        RawClient client = broker.connect(protocol, "client");
        client.send("30 ffffff7f").expectDisconnect(0x95); // PUBLISH of 256 MB, of which nothing has been sent
    }

    @ParameterizedTest
    @EnumSource
    void aConnectThatIsTooLargeIsRefused(Protocol protocol) {
        RawClient client = broker.open(protocol).send("10 .. @ 02 0000 [] s'%s'".formatted("x".repeat(2_000)));
        assertThat(client.receiveUntilClosed())
                .hasSizeLessThanOrEqualTo(1)
                .allSatisfy(connAck -> assertThat(connAck.reasonCode()).isEqualTo(0x95));
    }

    private RawClient subscriber(int maximumPacketSize, int qos) {
        RawClient client = broker.open(MQTT_5_0);
        client.send("10 .. @ 02 0000 [27 %08x 21 0001] s'subscriber'".formatted(maximumPacketSize)); // CONNECT
        client.expectAccepted(false);
        return client.subscribe("a", qos);
    }

    @Test
    @Normative({"MQTT-3.1.2-24", "MQTT-3.1.2-25"})
    void aDeliveryOfTheClientsMaximumIsSentAndALargerOneIsNot() {
        RawClient subscriber = subscriber(200, 0);
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.send(publishOfSize(MQTT_5_0, 200), publishOfSize(MQTT_5_0, 201), "30 .. s'a' [] 'later'");
        subscriber.expect(publishOfSize(MQTT_5_0, 200));
        subscriber.expectPublish("a", "later");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Normative({"MQTT-3.1.2-24", "MQTT-3.1.2-25"})
    void aDeliveryThatIsTooLargeTakesNoPlaceInTheWindow(int qos) {
        RawClient subscriber = subscriber(100, qos); // Receive Maximum 1
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.publish("a", qos, "x".repeat(300)).publish("a", qos, "1");
        publisher.publish("a", qos, "x".repeat(300)).publish("a", qos, "2");
        subscriber.acknowledge(subscriber.expectPublish("a", qos, "1"));
        subscriber.acknowledge(subscriber.expectPublish("a", qos, "2"));
        subscriber.expectNothingFrom(publisher);
    }

    @Test
    @Normative("MQTT-3.1.2-24")
    void theSizeCountsTheSubscriptionIdentifierThatTheBrokerAdds() {
        RawClient subscriber = subscriber(200, 0);
        subscriber.send("82 .. 0001 [0b 01] s'a' 00").expect("90 .. 0001 [] 00"); // SUBSCRIBE, Identifier 1
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.send(publishOfSize(MQTT_5_0, 198), publishOfSize(MQTT_5_0, 199));
        subscriber.expectPublish("a", "x".repeat(198 - 7));
        subscriber.expectNothingFrom(publisher); // 201 bytes with it
    }

    @Test
    @Normative({"MQTT-3.1.2-24", "MQTT-3.1.2-25"})
    void aRetainedMessageThatIsTooLargeIsLeftOutAndTheOthersCome() {
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.publishRetained("r/1", 1, "1").publishRetained("r/2", 1, "x".repeat(300));
        publisher.publishRetained("r/3", 1, "3");
        RawClient subscriber = subscriber(100, 0).subscribe("r/+", 0);
        assertThat(subscriber.receiveAllFrom(publisher))
                .extracting(publish -> publish.payload())
                .containsExactlyInAnyOrder("1", "3");
    }

    @Test
    void othersGetWhatIsTooLargeForOne() {
        subscriber(100, 1);
        RawClient other = broker.connect(MQTT_5_0, "other").subscribe("a", 1);
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.send("32 .. s'a' 0001 [] '%s'".formatted("x".repeat(300))).expectAck(PUBACK, 1, 0); // PUBLISH QoS 1
        other.expectPublish("a", 1, "x".repeat(300));
    }

    @Test
    void aMaximumPacketSizeOfZeroIsAProtocolError() {
        broker.open(MQTT_5_0).send("10 .. @ 02 0000 [27 00000000] s'a'").expectRefused(0x82); // section 3.1.2.11.4
    }

    @ParameterizedTest
    @ValueSource(ints = {195, 196, 197, 198, 199, 200})
    @Normative("MQTT-3.1.2-24")
    void theSizeCountsTheTopicAliasThatTheBrokerAdds(int size) {
        RawClient subscriber = broker.open(MQTT_5_0);
        subscriber.send("10 .. @ 02 0000 [27 000000c8 22 000a] s'subscriber'"); // Maximum Packet Size 200, 10 aliases
        subscriber.expectAccepted(false);
        subscriber.subscribe("a", 0);
        broker.connect(MQTT_5_0, "publisher").send(publishOfSize(MQTT_5_0, size));
        ReceivedPacket publish = subscriber.expectPublish("a", "x".repeat(size - 7));
        assertThat(publish.bytes()).hasSizeLessThanOrEqualTo(200);
    }
}
