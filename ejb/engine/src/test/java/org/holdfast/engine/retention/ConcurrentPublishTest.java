package org.holdfast.engine.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBACK;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.RecordingStore;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Retained publishes from many connections at once: memory, store and acknowledgements agree. */
class ConcurrentPublishTest {
    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    private <T> List<T> allAtOnce(List<Callable<T>> tasks) throws Exception {
        List<T> results = new ArrayList<>();
        for (Future<T> future : threads.invokeAll(tasks, 120, TimeUnit.SECONDS)) {
            results.add(future.get());
        }
        return results;
    }

    private static RawClient connect(TestBroker broker, String clientId) {
        RawClient client = RawClient.open(broker.address(), MQTT_5_0);
        client.send("10 .. @ 02 0000 [] s'%s'".formatted(clientId)).expectAccepted(); // CONNECT
        return client;
    }

    @Test
    void everythingThatIsAcknowledgedIsStored() throws Exception {
        List<Callable<Integer>> publishers = new ArrayList<>();
        for (int p = 0; p < 20; p++) {
            int publisher = p;
            publishers.add(() -> publishAndCountAcknowledged(publisher));
        }
        assertThat(allAtOnce(publishers)).containsOnly(250);
        assertThat(broker.store().count()).isEqualTo(5_000);
        assertThat(broker.broker().status().retained().count()).isEqualTo(5_000);
        assertThat(broker.broker().status().retained().waitingTopics()).isZero();
    }

    private int publishAndCountAcknowledged(int publisher) {
        int acknowledged = 0;
        try (RawClient client = connect(broker, "publisher" + publisher)) {
            for (int i = 0; i < 250; i += 50) {
                for (int j = i; j < i + 50; j++) {
                    client.send("33 .. s'%d/%d' %04x [] 'x'".formatted(publisher, j, j + 1)); // PUBLISH QoS 1, RETAIN
                }
                for (int j = i; j < i + 50; j++) {
                    client.expectAck(PUBACK, j + 1);
                    assertThat(broker.store().payload(publisher + "/" + j)).isEqualTo("x");
                    acknowledged++;
                }
            }
        }
        return acknowledged;
    }

    @RepeatedTest(5)
    void memoryAndStoreAgreeOnWhichOfConcurrentPublishesWasTheLast() throws Exception {
        List<Callable<Boolean>> publishers = new ArrayList<>();
        for (int p = 0; p < 4; p++) {
            int publisher = p;
            publishers.add(() -> {
                try (RawClient client = connect(broker, "publisher" + publisher)) {
                    for (int i = 0; i < 100; i++) {
                        String payload = i % 10 == 9 ? "" : publisher + " " + i; // now and then the topic is cleared
                        client.publishRetained("contested/" + i % 3, 1, payload);
                    }
                    return true;
                }
            });
        }
        assertThat(allAtOnce(publishers)).containsOnly(true);
        for (int topic = 0; topic < 3; topic++) {
            RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("contested/" + topic, 0);
            List<ReceivedPacket> retained = subscriber.receiveAllFrom(broker.connect(MQTT_5_0, "nobody"));
            String stored = broker.store().payload("contested/" + topic);
            assertThat(retained)
                    .extracting(ReceivedPacket::payload)
                    .isEqualTo(stored == null ? List.of() : List.of(stored));
        }
    }

    @RepeatedTest(3)
    void whatIsAcknowledgedBeforeAStopInTheMiddleIsStored() throws Exception {
        RecordingStore store = new RecordingStore();
        TestBroker stopping = TestBroker.create().store(store).start();
        List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int p = 0; p < 8; p++) {
            int publisher = p;
            RawClient client = connect(stopping, "publisher" + publisher);
            tasks.add(() -> publishUntilClosed(client, publisher, acknowledged));
        }
        tasks.add(() -> {
            store.awaitTries(20);
            return stopping.broker().stop();
        });
        assertThat(allAtOnce(tasks)).containsOnly(true);
        stopping.close();
        assertThat(acknowledged)
                .isNotEmpty()
                .allSatisfy(topic -> assertThat(store.payload(topic)).as(topic).isEqualTo("x"));
    }

    /** Publishes in pipelines of ten until the broker is gone. */
    private static boolean publishUntilClosed(RawClient client, int publisher, List<String> acknowledged) {
        try (client) {
            for (int i = 0; ; i += 10) {
                for (int j = i; j < i + 10; j++) {
                    client.send("33 .. s'%d/%d' %04x [] 'x'".formatted(publisher, j, j % 1_000 + 1)); // PUBLISH QoS 1
                }
                for (int j = i; j < i + 10; j++) {
                    ReceivedPacket packet = client.receive();
                    if (packet.type() != PUBACK) {
                        return packet.reasonCode() == 0x8B; // DISCONNECT, Server shutting down
                    }
                    acknowledged.add(publisher + "/" + j);
                }
            }
        } catch (AssertionError | UncheckedIOException closed) {
            return true;
        }
    }

    @Test
    void aPublisherThatLeavesBeforeTheCommitHasPublishedAllTheSame() {
        broker.store().block();
        RawClient publisher = broker.connect(MQTT_3_1_1, "publisher");
        publisher.send("33 .. s'a' 0001 'x'", "e0 00").expectClosed(); // PUBLISH QoS 1, RETAIN; DISCONNECT
        broker.store().release();
        broker.store().awaitCount(1);
        broker.connect(MQTT_5_0, "subscriber").subscribe("a", 0).expectPublish("a", "x");
    }

    @Test
    void aMessagePublishedWhileSomebodySubscribesComesOnce() throws Exception {
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber");
        for (int i = 0; i < 500; i++) {
            String topic = "topic/" + i;
            CyclicBarrier together = new CyclicBarrier(2);
            Future<RawClient> published = threads.submit(() -> {
                together.await();
                return publisher.publishRetained(topic, 1, "x");
            });
            together.await();
            subscriber.send("82 .. 0001 [] s'%s' 00".formatted(topic)); // SUBSCRIBE
            published.get(60, TimeUnit.SECONDS);
            assertThat(subscriber.receiveAllFrom(publisher))
                    .filteredOn(packet -> packet.type() == ReceivedPacket.PUBLISH)
                    .hasSize(1);
        }
    }

    @Test
    void messagesThatExpireMayComeAndGoWhileTheStoreIsWritten() {
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        String[] comeAndGo = new String[200];
        Arrays.setAll(
                comeAndGo,
                i -> i % 2 == 0
                        ? "31 .. s'a' [02 000003e8] 'x'" // PUBLISH QoS 0, RETAIN, Message Expiry Interval 1000
                        : "31 .. s'a' []"); // PUBLISH QoS 0, RETAIN, no payload
        AtomicBoolean done = new AtomicBoolean();
        threads.execute(() -> {
            while (!done.get()) {
                broker.broker().requestFlush();
            }
        });
        for (int i = 0; i < 300; i++) {
            publisher.send(comeAndGo);
        }
        done.set(true);
        publisher.publishRetained("b", 1, "is still acknowledged");
    }
}
