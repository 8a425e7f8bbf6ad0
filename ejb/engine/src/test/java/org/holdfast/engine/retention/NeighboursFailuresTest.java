package org.holdfast.engine.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBACK;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.holdfast.engine.access.Authorizer;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.RecordingStore;
import org.holdfast.engine.testing.TestBroker;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other brokers get wrong with retained messages. Each test is named after the broker and its failure. */
class NeighboursFailuresTest {
    private static final int MESSAGE_EXPIRY_INTERVAL = 0x02;

    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    private RawClient publisher() {
        return broker.connect(MQTT_5_0, "publisher");
    }

    private RawClient subscriber() {
        return broker.connect(MQTT_5_0, "subscriber");
    }

    private List<String> topicsOf(String filter) {
        RawClient subscriber = subscriber().subscribe(filter, 0);
        return subscriber.receiveAllFrom(broker.connect(MQTT_5_0, "nobody")).stream()
                .map(ReceivedPacket::topic)
                .toList();
    }

    @Test
    void nanoMqAcknowledgesBeforeTheRowIsWritten() {
        broker.store().block();
        RawClient publisher = publisher().send("33 .. s'a' 0001 [] 'x'").barrier(); // PUBLISH QoS 1, RETAIN
        broker.store().release();
        publisher.expectAck(PUBACK, 1);
        assertThat(broker.store().payload("a")).isEqualTo("x");
    }

    @Test
    void nanoMqLosesAcknowledgedMessagesAtAStop() {
        RecordingStore store = new RecordingStore();
        try (TestBroker stopping = TestBroker.create().store(store).start()) {
            List<RawClient> publishers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                publishers.add(stopping.connect(MQTT_5_0, "publisher" + i));
            }
            for (int i = 0; i < 1_000; i++) {
                publishers.get(i % 50).publishRetained("topic/" + i, 1, "x");
            }
        }
        assertThat(store.count()).isEqualTo(1_000);
    }

    @Test
    void nanoMqStoresFewerThanItAcknowledgesWhenTheDiskIsFull() {
        try (TestBroker full = TestBroker.create()
                .retryInterval(Duration.ofMillis(100))
                .maximumWaitingTopics(50)
                .start()) {
            full.store().failNext(1_000_000);
            List<RawClient> publishers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                RawClient publisher = full.connect(MQTT_5_0, "publisher" + i);
                publishers.add(publisher.send("33 .. s'topic/%d' 0001 [] 'x'".formatted(i))); // PUBLISH QoS 1, RETAIN
            }
            full.store().awaitTries(2);
            full.store().failNext(0);
            for (int i = 0; i < 100; i++) {
                ReceivedPacket answer = publishers.get(i).expectType(PUBACK);
                boolean acknowledged = answer.reasonCode() < 0x80;
                assertThat(full.store().payload("topic/" + i)).isEqualTo(acknowledged ? "x" : null);
            }
        }
    }

    @Test
    void nanoMqMissesTheParentOfAMultiLevelWildcard() {
        publisher().publishRetained("a", 1, "x").publishRetained("a/b", 1, "x");
        assertThat(topicsOf("a/#")).containsExactlyInAnyOrder("a", "a/b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"g[1]/v", "a*b/v", "a?b/v", "a%b/v", "a_b/v", "it's; DROP TABLE x --/v", "a\\b/v"})
    void nanoMqNeverFindsTopicsWithCharactersOfItsDatabase(String topic) {
        RawClient publisher = publisher();
        publisher
                .send("33 .. %s 0001 [] 'x'".formatted(hexString(topic)))
                .expectAck(PUBACK, 1); // PUBLISH QoS 1, RETAIN
        assertThat(topicsOf("+/v")).containsExactly(topic);
        RawClient exact = broker.connect(MQTT_5_0, "exact");
        exact.send("82 .. 0001 [] %s 00".formatted(hexString(topic))).expect("90 .. 0001 [] 00"); // SUBSCRIBE
        assertThat(exact.receive().topic()).isEqualTo(topic);
    }

    private static String hexString(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return "%04x".formatted(bytes.length) + HexFormat.of().formatHex(bytes);
    }

    @Test
    void nanoMqIsOpenToSqlInATopicFilter() {
        publisher().publishRetained("secret", 1, "x");
        String filter = hexString("' OR '1'='1");
        RawClient subscriber = subscriber();
        subscriber.send("82 .. 0001 [] %s 00".formatted(filter)).expect("90 .. 0001 [] 00"); // SUBSCRIBE
        subscriber.barrier();
    }

    @Test
    void nanoMqAndEmqxSendReservedTopicsForAWildcardInTheFirstLevel() {
        publisher().publishRetained("$x/y", 1, "x").publishRetained("a", 1, "x");
        assertThat(topicsOf("#")).containsExactly("a");
        assertThat(topicsOf("+/y")).isEmpty();
        assertThat(topicsOf("$x/#")).containsExactly("$x/y");
    }

    @Test
    void nanoMqTakesAPlusForAnyNumberOfLevels() {
        publisher().publishRetained("a/b", 1, "x").publishRetained("a/b/c", 1, "x");
        assertThat(topicsOf("a/+")).containsExactly("a/b");
    }

    @Test
    void nanoMqStopsAtTheFirstExpiredMessage() {
        RawClient publisher = publisher();
        for (int i = 0; i < 4; i++) {
            String expiry = i == 0 ? "02 00000001" : "";
            publisher.send("33 .. s'e/%d' 0001 [%s] 'x'".formatted(i, expiry)); // PUBLISH QoS 1, RETAIN
            publisher.expectAck(PUBACK, 1);
        }
        broker.clock().advance(Duration.ofSeconds(2));
        assertThat(topicsOf("e/#")).containsExactlyInAnyOrder("e/1", "e/2", "e/3");
    }

    @Test
    void nanoMqDoesNotCountTheExpiryDown() {
        RawClient publisher = publisher();
        publisher.send("33 .. s'e' 0001 [02 00000064] 'x'").expectAck(PUBACK, 1); // PUBLISH QoS 1, RETAIN, 100 seconds
        broker.clock().advance(Duration.ofSeconds(90));
        ReceivedPacket publish = subscriber().subscribe("e", 0).expectPublish("e", "x");
        assertThat(publish.properties().number(MESSAGE_EXPIRY_INTERVAL)).isLessThanOrEqualTo(10);
    }

    @Test
    void nanoMqClearsTheParentTogetherWithItsChild() {
        publisher()
                .publishRetained("/topic", 1, "x")
                .publishRetained("/topic/sub", 1, "x")
                .publishRetained("/topic/sub", 1, "");
        assertThat(topicsOf("#")).containsExactly("/topic");
    }

    @Test
    void clearingAParentLeavesItsChildren() {
        publisher()
                .publishRetained("/topic", 1, "x")
                .publishRetained("/topic/sub", 1, "x")
                .publishRetained("/topic", 1, "");
        assertThat(topicsOf("#")).containsExactly("/topic/sub");
    }

    @Test
    void nanoMqAcknowledgesAfterThePublishersRightsWereRevoked() {
        AtomicBoolean revoked = new AtomicBoolean();
        Authorizer untilRevoked = new Authorizer() {
            @Override
            public boolean mayPublish(String clientId, @Nullable String userName, TopicName topic) {
                return !revoked.get();
            }

            @Override
            public boolean maySubscribe(String clientId, @Nullable String userName, TopicFilter filter) {
                return true;
            }
        };
        try (TestBroker guarded = TestBroker.create().authorizer(untilRevoked).start()) {
            RawClient publisher = guarded.connect(MQTT_5_0, "publisher").publishRetained("a", 1, "before");
            revoked.set(true);
            publisher.send("33 .. s'a' 0009 [] 'after'").expectAck(PUBACK, 9, 0x87); // PUBLISH QoS 1, RETAIN
            guarded.connect(MQTT_5_0, "subscriber").subscribe("a", 0).expectPublish("a", "before");
        }
    }

    @Test
    void mosquittoTakes0123And123And1e3ForTheSameTopic() {
        publisher()
                .publishRetained("0123", 1, "a")
                .publishRetained("123", 1, "b")
                .publishRetained("1e3", 1, "c");
        assertThat(topicsOf("#")).containsExactlyInAnyOrder("0123", "123", "1e3");
        assertThat(broker.store().count()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void emqxDoesNotLowerTheQosToTheSubscriptions(int granted) {
        publisher().publishRetained("a", 2, "x");
        subscriber().subscribe("a", granted).expectPublish("a", granted, "x");
    }

    @Test
    void emqxDeliversOverALimitButDoesNotRetainAndSaysNothing() {
        try (TestBroker full = TestBroker.create().maximumWaitingTopics(1).start()) {
            full.store().block();
            RawClient live = full.connect(MQTT_5_0, "live").subscribe("a", 0).subscribe("b", 0);
            full.connect(MQTT_5_0, "first").send("33 .. s'a' 0001 [] 'x'"); // PUBLISH QoS 1, RETAIN
            live.expectPublish("a", "x");
            full.connect(MQTT_5_0, "second").send("33 .. s'b' 0001 [] 'x'").expectAck(PUBACK, 1, 0x97);
            live.barrier();
        }
    }

    @Test
    void emqxDeliversAThousandAndNeverTheRest() {
        RecordingStore store = new RecordingStore();
        for (int i = 0; i < 3_000; i++) {
            store.with("topic/" + i, 1, "x");
        }
        try (TestBroker loaded = TestBroker.create().store(store).start()) {
            RawClient subscriber = loaded.connect(MQTT_3_1_1, "subscriber");
            subscriber.send("82 .. 0001 s'#' 01").expect("90 03 0001 01"); // SUBSCRIBE: NanoMQ's SUBACK never comes
            for (int i = 0; i < 3_000; i++) {
                subscriber.acknowledge(subscriber.expectType(ReceivedPacket.PUBLISH));
            }
            subscriber.barrier();
        }
    }

    @Test
    void moquetteDeliversAPlainMessageAfterAnExpiringOneTwiceAndThenLosesBoth() {
        RawClient publisher = publisher();
        publisher.send("33 .. s'a' 0001 [02 00000005] 'expiring'").expectAck(PUBACK, 1); // PUBLISH QoS 1, RETAIN
        publisher.publishRetained("a", 1, "plain");
        RawClient first = subscriber().subscribe("a", 0);
        first.expectPublish("a", "plain");
        first.barrier();
        broker.clock().advance(Duration.ofSeconds(6));
        RawClient second = broker.connect(MQTT_5_0, "second").subscribe("a", 0);
        second.expectPublish("a", "plain");
        second.barrier();
    }

    @Test
    void moquetteSendsANegativeExpiry() {
        RawClient publisher = publisher();
        publisher.send("33 .. s'a' 0001 [02 00000005] 'x'").expectAck(PUBACK, 1); // PUBLISH QoS 1, RETAIN
        broker.clock().advance(Duration.ofSeconds(5));
        assertThat(subscriber().subscribe("a", 0).receiveAllFrom(publisher)).isEmpty();
    }

    @Test
    void moquetteTakesASecondClientsSubscriptionForARepetition() {
        publisher().publishRetained("a", 1, "x");
        for (String clientId : new String[] {"first", "second", "third"}) {
            RawClient client = broker.connect(MQTT_5_0, clientId).subscribe("a", 0x10); // Retain Handling 1
            client.expectPublish("a", "x");
            client.subscribe("a", 0x10).barrier();
        }
    }

    @Test
    void rabbitMqSendsNoRetainedMessagesForWildcards() {
        publisher().publishRetained("a/b", 1, "x");
        assertThat(topicsOf("a/+")).containsExactly("a/b");
        assertThat(topicsOf("#")).containsExactly("a/b");
    }

    @Test
    void artemisDoesNotStoreRetainedMessagesOfQos0() {
        publisher().publishRetained("a", 0, "x");
        broker.store().awaitCount(1);
    }
}
