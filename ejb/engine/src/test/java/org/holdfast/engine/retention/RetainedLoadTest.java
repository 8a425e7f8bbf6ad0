package org.holdfast.engine.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.holdfast.engine.Broker;
import org.holdfast.engine.BrokerConfig;
import org.holdfast.engine.BrokerHost;
import org.holdfast.engine.BrokerStore;
import org.holdfast.engine.access.Access;
import org.holdfast.engine.commit.StoreException;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.retained.LoadProgress;
import org.holdfast.engine.retained.RetainedChange;
import org.holdfast.engine.retained.RetainedStore;
import org.holdfast.engine.retained.tree.RetainedMessage;
import org.holdfast.engine.session.store.SessionStore;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.RecordingStore;
import org.holdfast.engine.testing.TestBroker;
import org.holdfast.engine.topic.TopicName;
import org.junit.jupiter.api.Test;

/** What an earlier broker stored is there before the first client is (contract, point 6). */
class RetainedLoadTest {
    @Test
    void aStoredMessageIsDeliveredWithAllItsParts() {
        Properties properties =
                Properties.builder().contentType("text").userProperty("k", "v").build();
        RecordingStore store = new RecordingStore()
                .with(new Message(
                        TopicName.of("a/ö"),
                        Payload.of("x".getBytes(StandardCharsets.UTF_8)),
                        QoS.EXACTLY_ONCE,
                        true,
                        properties,
                        Message.NEVER,
                        1_000,
                        "earlier"));
        try (TestBroker broker = TestBroker.create().store(store).start()) {
            RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("a/+", 2);
            subscriber.expect("35 .. s'a/ö' ____ [03 s'text' 26 s'k' s'v'] 'x'");
            broker.connect(MQTT_3_1_1, "old").subscribe("a/+", 0).expect("31 .. s'a/ö' 'x'");
        }
    }

    @Test
    void whatOneBrokerRetainsTheNextOneDelivers() {
        RecordingStore store = new RecordingStore();
        try (TestBroker first = TestBroker.create().store(store).start()) {
            RawClient publisher = first.connect(MQTT_5_0, "publisher");
            publisher.publishRetained("a", 1, "1").publishRetained("b", 2, "2").publishRetained("c", 0, "3");
            publisher.publishRetained("gone", 1, "x").publishRetained("gone", 1, "");
        }
        try (TestBroker second = TestBroker.create().store(store).start()) {
            RawClient subscriber = second.connect(MQTT_5_0, "subscriber");
            subscriber.subscribe("a", 2).expectPublish("a", 1, "1");
            subscriber.subscribe("b", 2).expectPublish("b", 2, "2");
            subscriber.subscribe("c", 2).expectPublish("c", 0, "3");
            subscriber.subscribe("gone", 2).barrier();
        }
    }

    @Test
    void aNewMessageReplacesAStoredOneEvenWhenTheClockWentBack() {
        RecordingStore store = new RecordingStore();
        try (TestBroker first = TestBroker.create().store(store).start()) {
            first.clock().advance(Duration.ofDays(1)); // it was wrong, and is right after the restart
            first.connect(MQTT_5_0, "publisher").publishRetained("a", 1, "old");
        }
        try (TestBroker second = TestBroker.create().store(store).start()) {
            second.connect(MQTT_5_0, "publisher").publishRetained("a", 1, "new");
            second.connect(MQTT_5_0, "subscriber").subscribe("a", 0).expectPublish("a", "new");
            assertThat(store.payload("a")).isEqualTo("new");
        }
    }

    @Test
    void progressIsReportedUpToTheEnd() {
        RecordingStore store = new RecordingStore();
        for (int i = 0; i < 10_000; i++) {
            store.with("topic/" + i, 1, "x");
        }
        List<LoadProgress> reports = new ArrayList<>();
        Broker broker = brokerOf(store);
        broker.load(reports::add);
        LoadProgress last = reports.get(reports.size() - 1);
        assertThat(last.loaded()).isEqualTo(10_000);
        assertThat(last.percent()).isEqualTo(100);
        assertThat(last.perSecond()).isPositive();
        assertThat(broker.status().retained().count()).isEqualTo(10_000);
    }

    @Test
    void aStoreThatCannotBeReadStopsTheStart() {
        Broker broker = brokerOf(new UnreadableStore());
        assertThatThrownBy(() -> broker.load(progress -> {}))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the disk is gone");
        assertThat(broker.status().listening()).isFalse();
    }

    @Test
    void topicsThatLookLikeNumbersAreDifferentTopics() {
        RecordingStore store =
                new RecordingStore().with("0123", 0, "a").with("123", 0, "b").with("1e3", 0, "c");
        try (TestBroker broker = TestBroker.create().store(store).start()) {
            RawClient subscriber = broker.connect(MQTT_5_0, "subscriber");
            subscriber.subscribe("123", 0).expectPublish("123", "b");
            subscriber.subscribe("1e3", 0).expectPublish("1e3", "c");
            subscriber.subscribe("1000", 0).barrier();
        }
    }

    private static Broker brokerOf(BrokerStore store) {
        return Broker.of(BrokerConfig.DEFAULT, BrokerHost.of(store, Access.OPEN, TestBroker.VERSION));
    }

    /** A store whose disk is gone. */
    private static final class UnreadableStore implements BrokerStore, RetainedStore {
        @Override
        public RetainedStore retained() {
            return this;
        }

        @Override
        public SessionStore sessions() {
            return SessionStore.NONE;
        }

        @Override
        public void commit(Runnable writes) {
            writes.run();
        }

        @Override
        public long count() {
            return 1;
        }

        @Override
        public void readAll(Consumer<RetainedMessage> consumer) {
            throw new StoreException("the disk is gone");
        }

        @Override
        public void write(List<RetainedChange> changes) {
            throw new StoreException("the disk is gone");
        }

        @Override
        public int purgeExpired(long now, int limit) {
            return 0;
        }
    }
}
