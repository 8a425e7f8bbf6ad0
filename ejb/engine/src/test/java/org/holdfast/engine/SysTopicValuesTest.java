package org.holdfast.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBACK;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.holdfast.engine.testing.PacketText;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the $SYS topics say after things whose figures are known. */
class SysTopicValuesTest {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    @RegisterExtension
    final TestBroker broker = TestBroker.create().sysInterval(INTERVAL).maximumQueuedMessages(10);

    private int packetsReceived;
    private int bytesReceived;
    private int packetsSent;
    private int bytesSent;

    /** What a new subscriber is told after the next interval, by topic without {@code $SYS/broker/}. */
    private Map<String, String> values() {
        broker.letPass(INTERVAL);
        RawClient observer = broker.connect(MQTT_5_0, "observer").subscribe("$SYS/#", 0);
        Map<String, String> values = observer.receiveAll().stream()
                .collect(Collectors.toMap(
                        each -> each.topic().substring("$SYS/broker/".length()), ReceivedPacket::payload));
        observer.disconnect();
        return values;
    }

    private void send(RawClient client, String packet) {
        client.send(packet);
        packetsReceived++;
        bytesReceived += PacketText.bytes(client.protocol(), packet).length;
    }

    private void receive(RawClient client, int type) {
        ReceivedPacket packet = client.expectType(type);
        packetsSent++;
        bytesSent += packet.bytes().length;
    }

    private RawClient connect(Protocol protocol, String clientId) {
        RawClient client = broker.open(protocol);
        send(client, "10 .. @ 02 0000 [] s'%s'".formatted(clientId)); // CONNECT, Clean Start
        receive(client, ReceivedPacket.CONNACK);
        return client;
    }

    @ParameterizedTest
    @EnumSource
    void packetsAndBytesAreCountedInBothDirections(Protocol protocol) {
        RawClient subscriber = connect(protocol, "subscriber");
        send(subscriber, "82 .. 0001 [] s'a' 01"); // SUBSCRIBE
        receive(subscriber, ReceivedPacket.SUBACK);
        RawClient publisher = connect(protocol, "publisher");
        send(publisher, "30 .. s'nobody' [] 'x'"); // PUBLISH QoS 0
        send(publisher, "30 .. s'a' [] '%s'".formatted("x".repeat(20_000))); // PUBLISH QoS 0, sent without a copy
        receive(subscriber, ReceivedPacket.PUBLISH);
        send(publisher, "32 .. s'a' 0001 [] 'x'"); // PUBLISH QoS 1
        receive(publisher, PUBACK);
        receive(subscriber, ReceivedPacket.PUBLISH);
        send(subscriber, "40 02 0001"); // PUBACK
        send(subscriber, "c0 00"); // PINGREQ
        receive(subscriber, ReceivedPacket.PINGRESP);
        send(publisher, "e0 00"); // DISCONNECT
        publisher.expectClosed();
        assertThat(values())
                .containsEntry("messages/received", "" + packetsReceived)
                .containsEntry("messages/sent", "" + packetsSent)
                .containsEntry("publish/messages/received", "3")
                .containsEntry("publish/messages/sent", "2")
                .containsEntry("bytes/received", "" + bytesReceived)
                .containsEntry("bytes/sent", "" + bytesSent);
    }

    @Test
    void bytesOfAPacketThatIsNotOneAreCountedAllTheSame() {
        RawClient client = connect(MQTT_5_0, "client");
        send(client, "00 00"); // packet type 0 is reserved
        packetsReceived--;
        receive(client, ReceivedPacket.DISCONNECT);
        client.expectClosed();
        assertThat(values())
                .containsEntry("messages/received", "" + packetsReceived)
                .containsEntry("messages/sent", "" + packetsSent)
                .containsEntry("bytes/received", "" + bytesReceived)
                .containsEntry("bytes/sent", "" + bytesSent);
    }

    @Test
    void theVersionIsTheHosts() {
        assertThat(values()).containsEntry("version", "Holdfast " + TestBroker.VERSION);
    }

    @Test
    void theUptimeGoesOn() {
        assertThat(uptime()).isBetween(10L, 19L);
        broker.letPass(Duration.ofDays(1));
        assertThat(uptime()).isBetween(86_400L + 20, 86_400L + 40);
    }

    private long uptime() {
        String uptime = values().getOrDefault("uptime", "none");
        assertThat(uptime).matches("[0-9]+ seconds");
        return Long.parseLong(uptime.substring(0, uptime.indexOf(' ')));
    }

    @Test
    void clientsAreCountedConnectedAndAway() {
        assertClients(0, 0, 0, 0, 0);
        broker.connect(MQTT_5_0, "staying");
        RawClient leaving = broker.connect(MQTT_5_0, "leaving for good");
        RawClient returning = broker.resume(MQTT_5_0, "away", false);
        leaving.disconnect();
        returning.disconnect();
        assertClients(1, 1, 2, 3, 0);
        returning = broker.resume(MQTT_5_0, "away", true);
        assertClients(2, 0, 2, 3, 0);
        returning.close();
        assertClients(1, 1, 2, 3, 0);
        broker.letPass(Duration.ofHours(1));
        assertClients(1, 0, 1, 3, 1);
    }

    private void assertClients(int connected, int disconnected, int total, int maximum, int expired) {
        assertThat(values())
                .containsEntry("clients/connected", "" + connected)
                .containsEntry("clients/disconnected", "" + disconnected)
                .containsEntry("clients/total", "" + total)
                .containsEntry("clients/maximum", "" + maximum)
                .containsEntry("clients/expired", "" + expired);
    }

    @Test
    void aClientThatTakesItsSessionOverCountsOnce() {
        RawClient before = broker.resume(MQTT_5_0, "client", false);
        broker.resume(MQTT_5_0, "client", true);
        before.expectDisconnect(0x8E);
        before.close();
        assertClients(1, 0, 1, 1, 0);
    }

    @Test
    void aSessionThatIsDiscardedHasNotExpired() {
        broker.resume(MQTT_5_0, "client", false).disconnect();
        broker.connect(MQTT_5_0, "client").disconnect(); // Clean Start
        broker.letPass(Duration.ofDays(1));
        assertClients(0, 0, 0, 1, 0);
    }

    @Test
    void subscriptionsAreCounted() {
        RawClient one = broker.connect(MQTT_5_0, "one");
        one.subscribe("a", 0).subscribe("a", 1).subscribe("#", 0); // one of them twice
        one.subscribe("$share/g/a", 0).subscribe("b", 0).unsubscribe("b").unsubscribe("a");
        broker.connect(MQTT_5_0, "two").subscribe("a", 0).subscribe("$share/g/a", 0);
        assertThat(values()).containsEntry("subscriptions/count", "4");
        one.disconnect();
        assertThat(values()).containsEntry("subscriptions/count", "2");
    }

    @Test
    void retainedMessagesAreCountedAndWhatWaitsForTheStore() {
        assertRetained(0, 0, 0);
        RawClient publisher = broker.connect(MQTT_5_0, "publisher").publishRetained("stored", 1, "x");
        assertRetained(1, 0, 0);
        broker.store().block();
        publisher.send("33 .. s'waiting' 0001 [] 'xxx'").barrier(); // PUBLISH QoS 1, RETAIN
        assertRetained(2, 1, broker.store().message("stored").heapSize()); // a byte or two are no matter: 8 at a time
        broker.store().release();
        publisher.expectAck(PUBACK, 1);
        publisher.publishRetained("stored", 1, ""); // clears it
        assertRetained(1, 0, 0);
    }

    private void assertRetained(int count, int waitingTopics, int waitingBytes) {
        assertThat(values())
                .containsEntry("retained messages/count", "" + count)
                .containsEntry(
                        "retained messages/bytes",
                        "" + broker.broker().status().retained().bytes())
                .containsEntry("store/waiting/topics", "" + waitingTopics)
                .containsEntry("store/waiting/bytes", "" + waitingBytes)
                .containsEntry("store/healthy", "1");
    }

    @Test
    void aStoreThatFailsIsNotHealthy() {
        try (TestBroker failing = TestBroker.create().retryInterval(Duration.ofMillis(10))) {
            failing.start().store().failNext(Integer.MAX_VALUE);
            RawClient publisher = failing.connect(MQTT_5_0, "publisher");
            publisher.send("33 .. s'a' 0001 [] 'x'"); // PUBLISH QoS 1, RETAIN
            failing.store().awaitTries(2); // so the first has failed
            failing.letPass(INTERVAL);
            RawClient subscriber = failing.connect(MQTT_5_0, "subscriber").subscribe("$SYS/broker/store/healthy", 0);
            subscriber.expectPublish("$SYS/broker/store/healthy", "0");
            failing.store().failNext(0);
            publisher.expectAck(PUBACK, 1);
            failing.letPass(INTERVAL);
            subscriber.expectPublish("$SYS/broker/store/healthy", "1");
        }
    }

    @Test
    void messagesWithoutRoomInTheQueueAreCounted() {
        broker.resume(MQTT_5_0, "away", false).subscribe("a", 1).disconnect();
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        for (int i = 0; i < 13; i++) {
            publisher.publish("a", 1, "x");
        }
        assertThat(values()).containsEntry("publish/messages/dropped", "3");
    }
}
