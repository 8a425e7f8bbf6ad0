package org.holdfast.engine.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBACK;

import java.time.Duration;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.retained.RetainedLifetime;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.RecordingStore;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Message Expiry Interval of retained messages (section 3.3.2.3.3; contract, point 7). */
class RetainedExpiryTest {
    private static final int MESSAGE_EXPIRY_INTERVAL = 0x02;

    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    private RawClient retain(String topic, int seconds) {
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.send("33 .. s'%s' 0001 [02 %08x] 'x'".formatted(topic, seconds)); // PUBLISH QoS 1, RETAIN
        publisher.expectAck(PUBACK, 1);
        return publisher;
    }

    @Test
    @Normative("MQTT-3.3.2-6")
    void aSubscriberGetsTheSecondsThatAreLeft() {
        retain("a", 100);
        broker.clock().advance(Duration.ofSeconds(40));
        ReceivedPacket publish =
                broker.connect(MQTT_5_0, "subscriber").subscribe("a", 0).expectPublish("a", "x");
        assertThat(publish.properties().number(MESSAGE_EXPIRY_INTERVAL)).isBetween(59L, 60L);
    }

    @Test
    @Normative("MQTT-3.3.2-5")
    void anExpiredMessageIsNotDeliveredAndTheOthersAre() {
        for (int i = 0; i < 10; i++) {
            retain("e/" + i, i % 2 == 0 ? 10 : 1_000);
        }
        broker.clock().advance(Duration.ofSeconds(11));
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("e/#", 0);
        assertThat(subscriber.receiveAllFrom(broker.connect(MQTT_5_0, "other")))
                .extracting(ReceivedPacket::topic)
                .containsExactlyInAnyOrder("e/1", "e/3", "e/5", "e/7", "e/9");
    }

    @Test
    void aMessageLivesUpToItsLastSecond() {
        retain("a", 100);
        broker.clock().advance(Duration.ofSeconds(98));
        ReceivedPacket publish =
                broker.connect(MQTT_5_0, "subscriber").subscribe("a", 0).expectPublish("a", "x");
        assertThat(publish.properties().number(MESSAGE_EXPIRY_INTERVAL)).isBetween(1L, 2L);
    }

    @Test
    void expiredMessagesLeaveTheStore() {
        retain("short", 10);
        retain("long", 1_000);
        broker.store().awaitCount(2);
        broker.clock().advance(Duration.ofSeconds(11));
        broker.store().awaitCount(1);
        assertThat(broker.store().payload("long")).isEqualTo("x");
    }

    @Test
    void anExpiredMessageIsNoLongerCounted() {
        retain("a", 10);
        assertThat(broker.broker().status().retained().count()).isEqualTo(1);
        broker.clock().advance(Duration.ofSeconds(11));
        broker.store().awaitCount(0);
        assertThat(broker.broker().status().retained().count()).isZero();
    }

    @Test
    void aMessageWithoutExpiryReplacesOneWithAndStays() {
        RawClient publisher = retain("a", 10).publishRetained("a", 1, "y");
        broker.clock().advance(Duration.ofSeconds(11));
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("a", 0);
        subscriber.expect("31 .. s'a' [] 'y'");
        subscriber.expectNothingFrom(publisher);
        assertThat(broker.store().payload("a")).isEqualTo("y");
    }

    @Test
    void aMessageWithExpiryReplacesOneWithoutAndGoes() {
        broker.connect(MQTT_5_0, "publisher").publishRetained("a", 1, "y");
        retain("a", 10);
        broker.clock().advance(Duration.ofSeconds(11));
        broker.connect(MQTT_5_0, "subscriber").subscribe("a", 0).barrier();
        broker.store().awaitCount(0);
    }

    @Test
    void anExpiryOfZeroKeepsNothing() {
        retain("a", 0);
        broker.connect(MQTT_5_0, "late").subscribe("a", 0).barrier();
        broker.store().awaitCount(0);
    }

    @Test
    void aSubscriberWithoutPropertiesIsServedToo() {
        retain("a", 10);
        broker.connect(MQTT_3_1_1, "early").subscribe("a", 0).expect("31 .. s'a' 'x'");
        broker.clock().advance(Duration.ofSeconds(11));
        broker.connect(MQTT_3_1_1, "late").subscribe("a", 0).barrier();
    }

    @Test
    void theTimeThatPassesWhileTheBrokerIsDownCounts() {
        long now = System.currentTimeMillis();
        RecordingStore store = new RecordingStore()
                .with("over", 1, "x", now - 1_000)
                .with("alive", 1, "x", now + 60_000)
                .with("forever", 1, "x", Message.NEVER);
        try (TestBroker restarted = TestBroker.create().store(store).start()) {
            RawClient subscriber = restarted.connect(MQTT_5_0, "subscriber").subscribe("alive", 0);
            assertThat(subscriber.expectPublish("alive", "x").properties().number(MESSAGE_EXPIRY_INTERVAL))
                    .isBetween(1L, 60L);
            subscriber.subscribe("over", 0).barrier().subscribe("forever", 0).expect("31 .. s'forever' [] 'x'");
            store.awaitCount(2);
        }
    }

    /** What the second before the end is worth to a subscriber, and the end itself. */
    @ParameterizedTest
    @CsvSource({"0, 100", "40, 60", "98, 2"})
    void afterARestartTheSecondsThatAreLeftAreThoseOfTheWallClock(int passed, int left) {
        RecordingStore store = new RecordingStore();
        try (TestBroker first = TestBroker.create().store(store).start()) {
            RawClient publisher = first.connect(MQTT_5_0, "publisher");
            publisher.send("33 .. s'a' 0001 [02 00000064] 'x'").expectAck(PUBACK, 1); // PUBLISH, Expiry Interval 100
        }
        TestBroker second = TestBroker.create().store(store);
        second.clock().advance(Duration.ofSeconds(passed));
        try (TestBroker restarted = second.start()) {
            assertThat(secondsLeft(restarted)).isBetween(left - 1L, (long) left);
            restarted.clock().advance(Duration.ofSeconds(left));
            restarted.connect(MQTT_5_0, "late").subscribe("a", 0).barrier();
            store.awaitCount(0);
        }
    }

    private static long secondsLeft(TestBroker broker) {
        ReceivedPacket publish =
                broker.connect(MQTT_5_0, "subscriber").subscribe("a", 0).expectPublish("a", "x");
        return publish.properties().number(MESSAGE_EXPIRY_INTERVAL);
    }

    @Test
    @Normative("MQTT-3.3.2-6")
    void aWallClockThatIsSetBackAnHourGivesNobodyMoreThanThePublisherDid() {
        retain("a", 100);
        broker.clock().advance(Duration.ofHours(-1));
        assertThat(secondsLeft(broker)).isEqualTo(100);
        broker.clock().advance(Duration.ofHours(1));
        assertThat(secondsLeft(broker)).isBetween(98L, 100L);
        broker.clock().advance(Duration.ofSeconds(100));
        broker.store().awaitCount(0);
    }

    @Test
    void aWallClockThatIsSetForwardAnHourEndsWhatEndsWithinIt() {
        retain("short", 1_800);
        retain("long", 7_200);
        broker.clock().advance(Duration.ofHours(1));
        broker.store().awaitCount(1);
        assertThat(broker.store().topics()).containsExactly("long");
    }

    /** Without a timer or a client that publishes: one request is enough. */
    @Test
    void purgingGoesOnByItselfUntilAllIsGone() {
        RecordingStore store = new RecordingStore();
        long expiry = System.currentTimeMillis() + 60_000;
        for (int i = 0; i < 5_000; i++) {
            store.with("short/" + i, 1, "x", expiry);
        }
        store.with("long", 1, "x");
        try (TestBroker quiet = TestBroker.create().withoutTimer().store(store).start()) {
            assertThat(quiet.broker().status().retained().count()).isEqualTo(5_001);
            quiet.clock().advance(Duration.ofMinutes(1));
            quiet.broker().requestFlush();
            store.awaitCount(1);
            assertThat(store.batches()).allSatisfy(batch -> assertThat(batch).hasSizeLessThanOrEqualTo(1_000));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0,   0,   0,   0", // as the publisher wishes: for ever
        "0,   0,   100, 100",
        "50,  0,   0,   50", // the default is for messages without an interval
        "50,  0,   100, 100",
        "0,   60,  0,   60", // the cap is for all
        "0,   60,  100, 60",
        "0,   60,  40,  40",
        "50,  60,  0,   50",
        "90,  60,  0,   60"
    })
    void theOperatorMaySetADefaultAndACap(int defaultExpiry, int cap, int wished, int kept) {
        RetainedLifetime lifetime = new RetainedLifetime(Duration.ofSeconds(defaultExpiry), Duration.ofSeconds(cap));
        try (TestBroker capped = TestBroker.create().retainedLifetime(lifetime).start()) {
            RawClient live = capped.connect(MQTT_5_0, "live").subscribe("a", 0);
            String interval = wished == 0 ? "" : "02 %08x".formatted(wished);
            RawClient publisher = capped.connect(MQTT_5_0, "publisher");
            publisher
                    .send("33 .. s'a' 0001 [%s] 'x'".formatted(interval))
                    .expectAck(PUBACK, 1); // PUBLISH QoS 1, RETAIN
            live.expect("30 .. s'a' [%s] 'x'".formatted(interval)); // as it was published
            Message stored = capped.store().message("a");
            assertThat(stored.expiresAt()).isEqualTo(kept == 0 ? Message.NEVER : stored.publishedAt() + kept * 1_000L);
        }
    }

    @Test
    void aCapThatIsNewShortensNothingThatIsStored() {
        RecordingStore store = new RecordingStore().with("a", 1, "x");
        RetainedLifetime lifetime = new RetainedLifetime(Duration.ofSeconds(1), Duration.ofSeconds(1));
        try (TestBroker capped =
                TestBroker.create().store(store).retainedLifetime(lifetime).start()) {
            capped.connect(MQTT_5_0, "subscriber").subscribe("a", 0).expect("31 .. s'a' [] 'x'");
        }
    }

    @Test
    void expiredMessagesInTheStoreAreGoneAfterTheStartHoweverMany() {
        RecordingStore store = new RecordingStore();
        for (int i = 0; i < 5_000; i++) {
            store.with("over/" + i, 1, "x", 1_000);
        }
        try (TestBroker restarted = TestBroker.create().store(store).start()) {
            restarted.connect(MQTT_5_0, "subscriber").subscribe("#", 0).barrier();
            assertThat(restarted.broker().status().retained().count()).isZero();
            store.awaitCount(0);
        }
    }

    @Test
    void aVeryDeepTopicThatExpiresHarmsNobody() {
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        String deep = "/".repeat(60_000);
        publisher.send("33 .. s'%s' 0001 [02 00000001] 'x'".formatted(deep)); // PUBLISH QoS 1, RETAIN, 1 second
        publisher.expectType(PUBACK);
        broker.clock().advance(Duration.ofSeconds(2));
        broker.store().awaitCount(0);
        publisher.publishRetained("a", 1, "y"); // is still acknowledged
    }

    @Test
    void thousandsOfMessagesThatExpireTogetherAllGo() {
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        for (int i = 0; i < 2_500; i++) {
            publisher.send("31 .. s'short/%d' [02 0000000a] 'x'".formatted(i)); // PUBLISH QoS 0, RETAIN, 10 seconds
        }
        publisher.publishRetained("long", 1, "x");
        broker.store().awaitCount(2_501);
        broker.clock().advance(Duration.ofSeconds(11));
        broker.store().awaitCount(1);
        assertThat(broker.broker().status().retained().count()).isEqualTo(1);
    }
}
