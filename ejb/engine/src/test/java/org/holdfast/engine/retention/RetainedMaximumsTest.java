package org.holdfast.engine.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBACK;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREC;

import org.holdfast.engine.retained.Refusal;
import org.holdfast.engine.retained.RetainedLimits;
import org.holdfast.engine.retained.RetainedLimits.WhenFull;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.RecordingStore;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Limits on what is retained: the number of messages, their memory, payload and topic levels. */
class RetainedMaximumsTest {
    private static final int REASON_STRING = 0x1F;
    private static final int QUOTA_EXCEEDED = 0x97;

    private static TestBroker limited(WhenFull whenFull) {
        return TestBroker.create().retainedLimits(new RetainedLimits(2, 10, 3_000, 4, whenFull));
    }

    @ParameterizedTest
    @CsvSource({
        "a/b/c/d/e, x,           90, the topic of a retained message must have at most 4 levels (holdfast.retained.max-topic-levels)",
        "a,         12345678901, 97, payload and properties of a retained message must have at most 10 bytes (holdfast.retained.max-payload-size)",
        "third,     x,           97, at most 2 messages can be retained (holdfast.retained.max-messages)",
    })
    void aPublisherIsToldWhichLimitItIsAndWhichSettingMakesIt(
            String topic, String payload, String reason, String explanation) {
        try (TestBroker broker = limited(WhenFull.REFUSE).start()) {
            RawClient publisher = broker.connect(MQTT_5_0, "publisher");
            publisher.publishRetained("first", 1, "x").publishRetained("second", 1, "x");
            RawClient live = broker.connect(MQTT_5_0, "live").subscribe(topic, 0);
            publisher.send("33 .. s'%s' 0001 [] '%s'".formatted(topic, payload)); // PUBLISH QoS 1, RETAIN
            ReceivedPacket answer = publisher.expectAck(PUBACK, 1, Integer.parseInt(reason, 16));
            assertThat(answer.properties().text(REASON_STRING)).isEqualTo(explanation);
            publisher.send("35 .. s'%s' 0002 [] '%s'".formatted(topic, payload)); // PUBLISH QoS 2, RETAIN
            publisher.expectAck(PUBREC, 2, Integer.parseInt(reason, 16));
            live.expectNothingFrom(publisher);
            assertThat(broker.store().topics()).containsExactlyInAnyOrder("first", "second");
        }
    }

    @Test
    void theBytesOfAllMessagesAreLimited() {
        RetainedLimits limits = new RetainedLimits(1_000, 1_000_000, 50_000, 4, WhenFull.REFUSE);
        try (TestBroker broker = TestBroker.create().retainedLimits(limits).start()) {
            RawClient publisher = broker.connect(MQTT_5_0, "publisher");
            publisher.publishRetained("first", 1, "x".repeat(20_000)).publishRetained("second", 1, "x".repeat(20_000));
            publisher.send("33 .. s'third' 0001 [] '%s'".formatted("x".repeat(20_000))); // PUBLISH QoS 1, RETAIN
            ReceivedPacket answer = publisher.expectAck(PUBACK, 1, QUOTA_EXCEEDED);
            assertThat(answer.properties().text(REASON_STRING)).contains("holdfast.retained.max-bytes");
            publisher.send("33 .. s'first' 0001 [] '%s'".formatted("x".repeat(40_000))); // PUBLISH QoS 1, RETAIN
            publisher.expectAck(PUBACK, 1, QUOTA_EXCEEDED);
            publisher.publishRetained("first", 1, "x".repeat(1_000)).publishRetained("third", 1, "x".repeat(20_000));
            assertThat(broker.broker().status().retained().refused())
                    .containsEntry(Refusal.TOO_MANY_BYTES, 2L)
                    .doesNotContainKey(Refusal.TOO_MANY_MESSAGES);
        }
    }

    @ParameterizedTest
    @EnumSource
    void updatesAndDeletesPassAndMakeRoom(Protocol protocol) {
        try (TestBroker broker = limited(WhenFull.REFUSE).start()) {
            RawClient publisher = broker.connect(protocol, "publisher");
            publisher.publishRetained("first", 1, "x").publishRetained("second", 1, "x");
            publisher.publishRetained("second", 1, "y").publishRetained("second", 2, "z");
            publisher.publishRetained("never/was", 1, "").publishRetained("first", 2, "");
            publisher.publishRetained("third", 1, "x");
            assertThat(broker.store().topics()).containsExactlyInAnyOrder("second", "third");
            assertThat(broker.store().payload("second")).isEqualTo("z");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1", "MQTT_3_1_1"})
    void aClientWithoutReasonCodesIsClosedAndNotDeceived(Protocol protocol) {
        try (TestBroker broker = limited(WhenFull.REFUSE).start()) {
            RawClient live = broker.connect(MQTT_5_0, "live").subscribe("#", 0);
            broker.connect(protocol, "publisher")
                    .send("33 .. s'a' 0001 '12345678901'")
                    .expectClosed(); // QoS 1, RETAIN
            live.barrier();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMessageThatNobodyWillRepeatIsDeliveredOnce(WhenFull whenFull) {
        try (TestBroker broker = limited(whenFull).start()) {
            RawClient live = broker.connect(MQTT_5_0, "live").subscribe("a", 0);
            RawClient publisher = broker.connect(MQTT_5_0, "publisher");
            publisher.send("31 .. s'a' [] '12345678901'").barrier(); // PUBLISH QoS 0, RETAIN
            live.expectPublish("a", 0, "12345678901");
            live.expectNothingFrom(publisher);
            broker.connect(MQTT_5_0, "late").subscribe("a", 0).barrier();
        }
    }

    @Test
    void withDeliverItIsDeliveredOnceTheTopicKeepsWhatItHadAndThePublisherIsTold() {
        try (TestBroker broker = limited(WhenFull.DELIVER).start()) {
            RawClient publisher = broker.connect(MQTT_5_0, "publisher").publishRetained("a", 1, "kept");
            RawClient live = broker.connect(MQTT_5_0, "live").subscribe("a", 0);
            live.expectPublish("a", "kept");
            publisher.send("33 .. s'a' 0001 [] '12345678901'"); // PUBLISH QoS 1, RETAIN
            publisher.expectAck(PUBACK, 1, QUOTA_EXCEEDED);
            live.expectPublish("a", 0, "12345678901");
            publisher.send("35 .. s'a' 0001 [] '12345678902'"); // PUBLISH QoS 2, RETAIN
            publisher.expectAck(PUBREC, 1, QUOTA_EXCEEDED);
            live.expectPublish("a", 0, "12345678902");
            live.expectNothingFrom(publisher);
            broker.connect(MQTT_5_0, "late").subscribe("a", 0).expectPublish("a", "kept");
            assertThat(broker.store().payload("a")).isEqualTo("kept");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, MQTT_3_1", "1, MQTT_3_1_1", "2, MQTT_3_1", "2, MQTT_3_1_1"})
    void withDeliverAClientWithoutReasonCodesIsNotMadeToSendItForEver(int qos, Protocol protocol) {
        try (TestBroker broker = limited(WhenFull.DELIVER).start()) {
            RawClient live = broker.connect(MQTT_5_0, "live").subscribe("a", 0);
            RawClient publisher = broker.connect(protocol, "publisher").publishRetained("a", qos, "12345678901");
            live.expectPublish("a", 0, "12345678901");
            live.expectNothingFrom(publisher);
            assertThat(broker.store().topics()).isEmpty();
        }
    }

    @Test
    void whatIsStoredIsLoadedEvenWhenItIsMoreThanMayBeRetained() {
        RecordingStore store = new RecordingStore();
        for (int i = 0; i < 5; i++) {
            store.with("stored/a/b/c/d/" + i, 1, "more than ten bytes");
        }
        try (TestBroker broker = limited(WhenFull.REFUSE).store(store).start()) {
            RawClient publisher = broker.connect(MQTT_5_0, "publisher");
            RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("#", 0);
            assertThat(subscriber.receiveAllFrom(publisher)).hasSize(5);
            publisher.send("33 .. s'new' 0001 [] 'x'").expectAck(PUBACK, 1, QUOTA_EXCEEDED); // PUBLISH QoS 1, RETAIN
            assertThat(store.count()).isEqualTo(5);
        }
    }

    @Test
    void aWillOverALimitIsDelivered() {
        try (TestBroker broker = limited(WhenFull.REFUSE).start()) {
            RawClient heir = broker.connect(MQTT_3_1_1, "heir").subscribe("will", 0);
            RawClient gone = broker.open(MQTT_3_1_1);
            gone.send("10 .. s'MQTT' 04 26 0000 s'gone' s'will' s'12345678901'")
                    .expectAccepted(); // CONNECT, Will Retain
            gone.close();
            heir.expectPublish("will", 0, "12345678901");
            assertThat(broker.store().topics()).isEmpty();
        }
    }
}
