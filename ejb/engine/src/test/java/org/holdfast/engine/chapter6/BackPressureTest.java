package org.holdfast.engine.chapter6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HexFormat;
import org.holdfast.engine.testing.Flood;
import org.holdfast.engine.testing.PacketText;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.RawWebSocket;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.RecordingStore;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A slow client costs sockets and bounded queues, on WebSockets as on TCP. */
class BackPressureTest {
    private static final int RETAINED = 3_000;

    @RegisterExtension
    final TestBroker broker =
            TestBroker.create().store(store()).receiveMaximum(10).maximumQueuedBytes(2 << 20);

    private static RecordingStore store() {
        RecordingStore store = new RecordingStore();
        for (int i = 0; i < RETAINED; i++) {
            store.with("bulk/" + i, 0, "x".repeat(i % 2 == 0 ? 10_000 : 20_000)); // copied, and not
        }
        return store;
    }

    private RawClient slow() {
        RawClient client = broker.openWebSocketWithSmallWindow().upgrade().client(MQTT_5_0);
        client.send("10 .. @ 02 0000 [] s'slow'").expectAccepted(false); // CONNECT
        return client;
    }

    @Test
    void aSlowReaderGetsAllRetainedMessagesAndHoldsUpNobody() {
        RawClient slow = slow();
        slow.send("82 .. 0001 [] s'bulk/#' 00").expect("90 .. 0001 [] 00"); // SUBSCRIBE: 45 MB
        RawClient other = broker.connect(MQTT_5_0, "other").subscribe("live", 1);
        for (int i = 0; i < 100; i++) {
            other.publish("live", 0, "" + i).expectPublish("live", 0, "" + i);
        }
        BitSet received = new BitSet();
        for (int i = 0; i < RETAINED; i++) {
            received.set(number(slow.receive()));
        }
        assertThat(received.cardinality()).isEqualTo(RETAINED);
        slow.barrier();
    }

    private static int number(ReceivedPacket publish) {
        return Integer.parseInt(publish.topic().substring("bulk/".length()));
    }

    @Test
    void whatASlowReaderHasNotTakenWaitsWhereItIsKept() {
        RawClient slow = slow();
        slow.send("82 .. 0001 [] s'bulk/#' 00").expect("90 .. 0001 [] 00"); // SUBSCRIBE
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        for (int i = 0; i < RETAINED; i++) {
            publisher.publishRetained("bulk/" + i, 0, "new");
        }
        publisher.barrier();
        int old = 0;
        for (int i = 0; i < RETAINED; i++) {
            old += slow.receive().payload().equals("new") ? 0 : 1;
        }
        assertThat(old).isBetween(1, RETAINED / 2); // what the sockets had room for
    }

    @Test
    void aReaderThatDoesNotReadLosesWhatItsQueueHasNoRoomFor() {
        RawClient slow = slow().subscribe("flood", 0);
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        String payload = "x".repeat(20_000);
        for (int i = 0; i < 2_000; i++) { // 40 MB
            publisher.publish("flood", 1, payload);
        }
        assertThat(broker.broker().status().sessions().droppedMessages()).isBetween(1_000L, 1_950L);
        assertThat(slow.receiveAllFrom(publisher)).isNotEmpty();
    }

    @Test
    void whatHadComeBeforeAPauseIsReadAfterIt() throws InterruptedException {
        broker.store().block();
        broker.connect(MQTT_3_1_1, "other").send("33 06 0001 'b' 0001 'x'"); // a batch of its own
        broker.store().awaitTries(1);
        RawWebSocket publisher = broker.openWebSocket().upgrade();
        publisher.client(MQTT_3_1_1).send("10 .. @ 02 0000 s'publisher'").expectAccepted(false); // CONNECT
        String publish = "33 06 0001 'a' 0001 'x' "; // PUBLISH QoS 1, RETAIN 1
        publisher.send("82", publish.repeat(11), "c0 00"); // one more than the broker wants to owe; PINGREQ
        broker.await(status -> status.traffic().publishesReceived() == 12); // the next batch has all of them
        broker.store().release();
        String acks = "40 02 0001".repeat(11);
        StringBuilder received = new StringBuilder();
        while (received.length() < 11 * 8 + 4) {
            received.append(
                    HexFormat.of().formatHex(publisher.receive().payload().bytes()));
        }
        assertThat(received).hasToString(acks.replace(" ", "") + "d000"); // PUBACK, PINGRESP
    }

    private SocketChannel upgraded() throws IOException {
        SocketChannel client = SocketChannel.open(broker.webSocketAddress());
        String request = ("GET /mqtt HTTP/1.1\n" + RawWebSocket.GOOD_FIELDS + "\n").replace("\n", "\r\n");
        client.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        return client;
    }

    private void expectNotToBeRead(SocketChannel client, byte[] bytes) throws IOException {
        RawClient one = broker.connect(MQTT_3_1_1, "one"); // of one event loop
        RawClient other = broker.connect(MQTT_3_1_1, "other"); // of the other
        Flood.expectNotToBeRead(client, bytes, one, other);
    }

    @Test
    void aPublisherThatIsNotReadFromCannotFillTheHeap() throws IOException {
        broker.store().block();
        byte[] publish = PacketText.bytes(MQTT_3_1_1, "33 .. s'a' 0001 '%s'".formatted("x".repeat(60_000)));
        try (SocketChannel client = upgraded()) {
            byte[] connect = PacketText.bytes(MQTT_3_1_1, "10 .. @ 02 0000 s'client'");
            client.write(ByteBuffer.wrap(RawWebSocket.frame(0x82, connect)));
            expectNotToBeRead(client, RawWebSocket.frame(0x82, publish));
        }
    }

    @Test
    void pongsThatAreNeverReadCannotFillTheHeap() throws IOException {
        try (SocketChannel client = upgraded()) {
            ByteBuffer pings = ByteBuffer.allocate(131 * 500);
            for (int i = 0; i < 500; i++) {
                pings.put(RawWebSocket.frame(0x89, new byte[125]));
            }
            expectNotToBeRead(client, pings.array());
        }
    }
}
