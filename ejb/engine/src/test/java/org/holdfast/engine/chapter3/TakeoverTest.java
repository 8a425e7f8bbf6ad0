package org.holdfast.engine.chapter3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.junit.jupiter.params.provider.EnumSource;

/** A Client Identifier that connects a second time (section 3.1.4). */
@Tag(ExternalBroker.TAG)
class TakeoverTest {
    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-3.1.4-3", mqtt3 = "MQTT-3.1.4-2")
    void theOlderConnectionIsToldAndClosed(Protocol protocol) {
        RawClient older = broker.connect(protocol, "client");
        RawClient newer = broker.connect(protocol, "client");
        older.expectDisconnect(0x8E);
        newer.barrier();
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    @Normative(value = "MQTT-3.1.4-3", mqtt3 = "MQTT-3.1.4-2")
    void theSubscriptionsGoOverToTheNewConnection(Protocol protocol) {
        RawClient older = broker.resume(protocol, "client", false).subscribe("a", 1);
        RawClient newer = broker.resume(protocol, "client", true);
        older.expectDisconnect(0x8E);
        broker.connect(protocol, "publisher").publish("a", 1, "x");
        newer.expectPublish("a", 1, "x");
    }

    @ParameterizedTest
    @EnumSource
    @Normative(
            value = {"MQTT-3.1.2-4", "MQTT-3.1.4-3", "MQTT-3.2.2-2"},
            mqtt3 = {"MQTT-3.1.2-6", "MQTT-3.1.4-2", "MQTT-3.2.2-1"})
    void aTakeoverWithCleanStartLeavesNothingOfTheOldSession(Protocol protocol) {
        RawClient older = broker.resume(protocol, "client", false).subscribe("a", 1);
        RawClient newer = broker.connect(protocol, "client");
        older.expectDisconnect(0x8E);
        newer.expectNothingFrom(broker.connect(protocol, "publisher").publish("a", 1, "x"));
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    @Normative(value = "MQTT-4.4.0-1", mqtt3 = "MQTT-4.4.0-1")
    void whatTheOldConnectionDidNotAcknowledgeTheNewOneGetsAgain(Protocol protocol) {
        RawClient older = broker.resume(protocol, "client", false).subscribe("a", 2);
        RawClient publisher =
                broker.connect(protocol, "publisher").publish("a", 1, "1").publish("a", 2, "2");
        int first = older.expectPublish("a", 1, "1").packetId();
        int second = older.expectPublish("a", 2, "2").packetId();
        RawClient newer = broker.resume(protocol, "client", true);
        newer.acknowledge(newer.expect("3a .. s'a' %04x [] '1'".formatted(first)));
        newer.acknowledge(newer.expect("3c .. s'a' %04x [] '2'".formatted(second)));
        newer.expectNothingFrom(publisher);
    }

    @Test
    void aSessionGoesOverFromOneVersionOfTheProtocolToAnother() {
        broker.resume(MQTT_3_1_1, "client", false).subscribe("a", 1);
        RawClient newer = broker.resume(MQTT_5_0, "client", true);
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.send("32 .. s'a' 0001 [03 s'text'] '1'").expectAck(ReceivedPacket.PUBACK, 1); // PUBLISH, Content Type
        newer.expect("32 .. s'a' ____ [03 s'text'] '1'");
        RawClient newest = broker.resume(MQTT_3_1_1, "client", true);
        newest.expect("3a .. s'a' ____ '1'"); // without properties
    }

    @Test
    @Normative({"MQTT-4.5.0-1", "MQTT-4.6.0-5"})
    void nothingIsLostWhileASubscriberIsTakenOverAgainAndAgain() {
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        RawClient subscriber = broker.resume(MQTT_5_0, "subscriber", false).subscribe("a", 1);
        Set<String> received = new LinkedHashSet<>();
        for (int i = 0; i < 300; i++) {
            publisher.send("32 .. s'a' %04x [] '%d'".formatted(i + 1, i)); // PUBLISH QoS 1
            if (i % 30 == 29) {
                subscriber = broker.resume(MQTT_5_0, "subscriber", true); // whatever the old one has not read
            } else if (i % 3 == 0) {
                ReceivedPacket publish = subscriber.expectType(ReceivedPacket.PUBLISH);
                received.add(publish.payload());
                subscriber.acknowledge(publish);
            }
        }
        while (received.size() < 300) {
            ReceivedPacket publish = subscriber.expectType(ReceivedPacket.PUBLISH);
            received.add(publish.payload());
            subscriber.acknowledge(publish);
        }
        List<String> inOrder = IntStream.range(0, 300).mapToObj(String::valueOf).toList();
        assertThat(received).containsExactlyElementsOf(inOrder);
    }

    @Test
    @Normative("MQTT-3.1.4-3")
    void ofManyConnectionsAtOnceOneRemains() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<RawClient> connect = () -> {
                RawClient client = RawClient.open(broker.address(), MQTT_5_0);
                client.send("10 .. @ 02 0000 [] s'popular'").expectAccepted(); // CONNECT
                return client;
            };
            List<Future<RawClient>> clients = threads.invokeAll(
                    IntStream.range(0, 40).mapToObj(i -> connect).toList(), 60, TimeUnit.SECONDS);
            int alive = 0;
            for (Future<RawClient> each : clients) {
                try (RawClient client = each.get()) {
                    client.send("c0 00"); // PINGREQ
                    ReceivedPacket answer = client.receive();
                    alive += answer.type() == ReceivedPacket.PINGRESP ? 1 : 0;
                    assertThat(answer.type()).isIn(ReceivedPacket.PINGRESP, ReceivedPacket.DISCONNECT);
                }
            }
            assertThat(alive).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @Normative(value = "MQTT-3.1.4-3", mqtt3 = "MQTT-3.1.4-2")
    void ofManyThatConnectAtOnceOneStays() {
        broker.resume(MQTT_5_0, "client", false).close();
        for (int round = 0; round < 200; round++) {
            List<RawClient> clients =
                    Stream.generate(() -> broker.open(MQTT_5_0)).limit(6).toList();
            clients.forEach(client -> client.send("10 .. @ 00 0000 [11 00000e10] s'client'")); // CONNECT
            clients.forEach(RawClient::expectAccepted);
            clients.forEach(client -> client.send("c0 00")); // PINGREQ
            assertThat(clients.stream().map(client -> client.receive().type()))
                    .containsOnlyOnce(ReceivedPacket.PINGRESP)
                    .containsOnly(ReceivedPacket.PINGRESP, ReceivedPacket.DISCONNECT);
            clients.forEach(RawClient::close);
        }
    }
}
