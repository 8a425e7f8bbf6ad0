package org.holdfast.engine.chapter3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.time.Duration;
import java.util.List;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.packet.Capabilities;
import org.holdfast.engine.packet.Redirection;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server may decline to offer: CONNACK says so, and it holds (section 3.2.2.3). */
class CapabilitiesTest {
    private static final int SERVER_KEEP_ALIVE = 0x13;
    private static final int RESPONSE_INFORMATION = 0x1A;
    private static final int SERVER_REFERENCE = 0x1C;
    private static final List<Integer> CAPABILITIES = List.of(0x24, 0x25, 0x28, 0x29, 0x2A);

    private static TestBroker withMaximumQos(int qos) {
        return offering(new Capabilities(QoS.of(qos), true, true, true, true));
    }

    private static TestBroker offering(Capabilities capabilities) {
        return TestBroker.create().capabilities(capabilities).start();
    }

    private static ReceivedPacket connAck(TestBroker broker) {
        return broker.open(MQTT_5_0).send("10 .. @ 02 0000 [] s'asks'").expectAccepted(false); // CONNECT
    }

    @Test
    void whatAClientMayTakeForGrantedIsNotSaid() {
        try (TestBroker broker = offering(Capabilities.ALL)) {
            assertThat(connAck(broker).properties().all()).noneMatch(property -> CAPABILITIES.contains(property.id()));
        }
    }

    // ---- Maximum QoS

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    @Normative("MQTT-3.2.2-9")
    void theMaximumQosIsSaidInConnAck(int maximum) {
        try (TestBroker broker = withMaximumQos(maximum)) {
            assertThat(connAck(broker).properties().number(0x24)).isEqualTo(maximum);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 00", "0, 1, 00", "0, 2, 00", "1, 0, 00", "1, 1, 01", "1, 2, 01"})
    @Normative("MQTT-3.2.2-10")
    void aSubscriptionIsGrantedUpToTheMaximumQos(int maximum, int asked, String granted) {
        try (TestBroker broker = withMaximumQos(maximum)) {
            broker.connect(MQTT_5_0, "five")
                    .send("82 .. 0001 [] s'a' %02x".formatted(asked)) // SUBSCRIBE
                    .expectCodes(ReceivedPacket.SUBACK, 1, granted);
            broker.connect(MQTT_3_1_1, "three")
                    .send("82 .. 0001 s'a' %02x".formatted(asked)) // SUBSCRIBE
                    .expectCodes(ReceivedPacket.SUBACK, 1, granted);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 2", "1, 2"})
    @Normative("MQTT-3.2.2-11")
    void aPublishAboveTheMaximumQosEndsTheConnection(int maximum, int qos) {
        try (TestBroker broker = withMaximumQos(maximum)) {
            RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("a", 0);
            for (Protocol protocol : Protocol.values()) {
                RawClient publisher = broker.connect(protocol, "publisher");
                publisher.send("3%x .. s'a' 0001 [] 'x'".formatted(qos << 1)).expectDisconnect(0x9B); // PUBLISH
            }
            subscriber.barrier();
        }
    }

    @Test
    void aPublishWithTheMaximumQosPasses() {
        try (TestBroker broker = withMaximumQos(1)) {
            RawClient client = broker.connect(MQTT_5_0, "client").send("82 .. 0001 [] s'a' 02"); // SUBSCRIBE
            client.expectCodes(ReceivedPacket.SUBACK, 1, "01");
            broker.connect(MQTT_5_0, "publisher").publish("a", 1, "x");
            client.expectPublish("a", 1, "x");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0e", "0, 16", "1, 16"}) // Maximum QoS, Connect Flags
    @Normative("MQTT-3.2.2-12")
    void aWillAboveTheMaximumQosIsRefused(int maximum, String flags) {
        try (TestBroker broker = withMaximumQos(maximum)) {
            String connect = "10 .. @ %s 0000 [] s'mortal' [] s'will' s'gone'".formatted(flags);
            broker.open(MQTT_5_0).send(connect).expectRefused(0x9B);
            broker.open(MQTT_3_1_1).send(connect).expectClosed(); // which has no return code for it
        }
    }

    // ---- Retain Available

    private static TestBroker withoutRetain() {
        return offering(new Capabilities(QoS.EXACTLY_ONCE, false, true, true, true));
    }

    @Test
    @Normative("MQTT-3.2.2-14")
    void withoutRetainAPublishWithRetainEndsTheConnection() {
        try (TestBroker broker = withoutRetain()) {
            assertThat(connAck(broker).properties().number(0x25)).isZero();
            RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("a", 0);
            for (Protocol protocol : Protocol.values()) {
                RawClient publisher = broker.connect(protocol, "publisher");
                publisher.send("31 .. s'a' [] 'x'").expectDisconnect(0x9A); // PUBLISH, RETAIN
            }
            subscriber.barrier();
            broker.connect(MQTT_5_0, "publisher").publish("a", 1, "x");
            subscriber.expectPublish("a", "x");
        }
    }

    @Test
    @Normative("MQTT-3.2.2-13")
    void withoutRetainARetainedWillIsRefused() {
        try (TestBroker broker = withoutRetain()) {
            String connect = "10 .. @ 26 0000 [] s'mortal' [] s'will' s'gone'"; // Will Retain
            broker.open(MQTT_5_0).send(connect).expectRefused(0x9A);
            broker.open(MQTT_3_1_1).send(connect).expectClosed(); // which has no return code for it
        }
    }

    @Test
    void withoutRetainNothingIsDeliveredThatWasRetainedBefore() {
        try (TestBroker before = TestBroker.create().start()) {
            before.connect(MQTT_5_0, "publisher").publishRetained("a", 1, "x");
            try (TestBroker broker = TestBroker.create()
                    .store(before.store())
                    .capabilities(new Capabilities(QoS.EXACTLY_ONCE, false, true, true, true))
                    .start()) {
                broker.connect(MQTT_5_0, "subscriber").subscribe("a", 0).barrier();
            }
        }
    }

    // ---- Wildcard, shared and identified subscriptions

    @ParameterizedTest
    @CsvSource({
        "false, true, true, 28, 82 .. 0001 [] s'a/+' 00, a2",
        "false, true, true, 28, 82 .. 0001 [] s'#' 00, a2",
        "true, false, true, 29, 82 .. 0001 [0b 07] s'a' 00, a1",
        "true, true, false, 2a, 82 .. 0001 [] s'$share/g/a' 00, 9e"
    })
    void whatConnAckSaysIsMissingEndsTheConnection(
            boolean wildcards, boolean identifiers, boolean shared, String property, String subscribe, String reason) {
        try (TestBroker broker = offering(new Capabilities(QoS.EXACTLY_ONCE, true, wildcards, identifiers, shared))) {
            assertThat(connAck(broker).properties().number(Integer.parseInt(property, 16)))
                    .isZero();
            broker.connect(MQTT_5_0, "client").send(subscribe).expectDisconnect(Integer.parseInt(reason, 16));
            broker.connect(MQTT_5_0, "client").subscribe("a/b", 0); // which needs none of it
        }
    }

    @Test
    @Normative(mqtt3 = "MQTT-3.8.3-2")
    void withoutWildcardsMqtt3GetsAFailureForEachFilterThatHasOne() {
        try (TestBroker broker = offering(new Capabilities(QoS.EXACTLY_ONCE, true, false, true, false))) {
            RawClient client = broker.connect(MQTT_3_1_1, "client");
            client.send("82 .. 0001 s'a/#' 00 s'a/b' 01 s'+/b' 02 s'$share/g/a' 00") // SUBSCRIBE
                    .expectCodes(ReceivedPacket.SUBACK, 1, "80 01 80 80");
            broker.connect(MQTT_3_1_1, "publisher").publish("a/b", 1, "x");
            client.expectPublish("a/b", "x");
            client.barrier();
        }
    }

    // ---- Server Keep Alive

    @ParameterizedTest
    @CsvSource({"0, 60", "61, 60", "65535, 60", "60, 0", "1, 0"}) // asked, Server Keep Alive or 0
    void theServerKeepAliveLimitsWhatClientsAskFor(int asked, long told) {
        try (TestBroker broker = TestBroker.create().maximumKeepAlive(60).start()) {
            RawClient client = broker.open(MQTT_5_0).send("10 .. @ 02 %04x [] s'client'".formatted(asked)); // CONNECT
            assertThat(client.expectAccepted(false).properties().numbers(SERVER_KEEP_ALIVE))
                    .isEqualTo(told == 0 ? List.of() : List.of(told));
        }
    }

    @Test
    void theServerKeepAliveIsTheOneThatCounts() {
        try (TestBroker broker = TestBroker.create().maximumKeepAlive(60).start()) {
            RawClient client = broker.open(MQTT_5_0).send("10 .. @ 02 03e8 [] s'client'"); // CONNECT, Keep Alive 1000
            client.expectAccepted(false);
            broker.letPass(Duration.ofSeconds(89));
            client.barrier();
            broker.letPass(Duration.ofSeconds(91));
            client.expectDisconnect(0x8D); // section 3.2.2.3.14
        }
    }

    @Test
    void mqtt3CannotBeToldAndKeepsItsOwnKeepAlive() {
        try (TestBroker broker = TestBroker.create().maximumKeepAlive(60).start()) {
            RawClient client = broker.open(MQTT_3_1_1).send("10 .. @ 02 03e8 s'client'"); // CONNECT, Keep Alive 1000
            client.expectAccepted(false);
            broker.letPass(Duration.ofSeconds(1_499));
            client.barrier();
        }
    }

    // ---- Response Information

    @ParameterizedTest
    @CsvSource({"client, response/client", "a/b+c#d%, response/a%2Fb%2Bc%23d%25"})
    void whoAsksForResponseInformationGetsATopicOfItsOwn(String clientId, String topic) {
        try (TestBroker broker = TestBroker.create().start()) {
            RawClient client = broker.open(MQTT_5_0).send("10 .. @ 02 0000 [19 01] s'%s'".formatted(clientId));
            assertThat(client.expectAccepted(false).properties().text(RESPONSE_INFORMATION))
                    .isEqualTo(topic);
            client.subscribe(topic + "/#", 0);
            broker.connect(MQTT_5_0, "responder").publish(topic + "/1", 0, "x");
            client.expectPublish(topic + "/1", "x");
        }
    }

    @Test
    void anAssignedClientIdentifierIsTheOneInTheResponseInformation() {
        try (TestBroker broker = TestBroker.create().start()) {
            ReceivedPacket connAck =
                    broker.open(MQTT_5_0).send("10 .. @ 02 0000 [19 01] s''").expectAccepted(false); // CONNECT
            assertThat(connAck.properties().text(RESPONSE_INFORMATION))
                    .isEqualTo("response/" + connAck.properties().text(0x12));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "19 00"})
    @Normative("MQTT-3.1.2-28")
    void whoDoesNotAskForResponseInformationGetsNone(String property) {
        try (TestBroker broker = TestBroker.create().start()) {
            RawClient client = broker.open(MQTT_5_0).send("10 .. @ 02 0000 [%s] s'client'".formatted(property));
            assertThat(client.expectAccepted(false).properties().all())
                    .noneMatch(found -> found.id() == RESPONSE_INFORMATION);
        }
    }

    @Test
    void withoutAPrefixThereIsNoResponseInformation() {
        try (TestBroker broker = TestBroker.create().responseTopicPrefix(null).start()) {
            RawClient client = broker.open(MQTT_5_0).send("10 .. @ 02 0000 [19 01] s'client'"); // CONNECT
            assertThat(client.expectAccepted(false).properties().all())
                    .noneMatch(found -> found.id() == RESPONSE_INFORMATION);
        }
    }

    // ---- Server Reference

    @ParameterizedTest
    @EnumSource(names = {"USE_ANOTHER_SERVER", "SERVER_MOVED"})
    void allClientsAreSentElsewhere(ReasonCode reason) {
        try (TestBroker broker = TestBroker.create()
                .redirection(new Redirection(reason, "other.example.org:1883"))
                .start()) {
            RawClient five = broker.open(MQTT_5_0).send("10 .. @ 02 0000 [] s'client'", "c0 00"); // CONNECT, PINGREQ
            ReceivedPacket connAck = five.expectType(ReceivedPacket.CONNACK);
            assertThat(connAck.reasonCode()).isEqualTo(reason.value());
            assertThat(connAck.properties().text(SERVER_REFERENCE)).isEqualTo("other.example.org:1883");
            five.expectClosed();
            broker.open(MQTT_3_1_1).send("10 .. @ 02 0000 s'client'").expectRefused(0x03); // server unavailable
            assertThat(broker.broker().status().sessions().total()).isZero();
        }
    }

    @Test
    void aRedirectionNeedsNoReference() {
        try (TestBroker broker = TestBroker.create()
                .redirection(new Redirection(ReasonCode.USE_ANOTHER_SERVER, null))
                .start()) {
            broker.open(MQTT_5_0).send("10 .. @ 02 0000 [] s'client'").expectRefused(0x9C); // CONNECT
        }
    }
}
