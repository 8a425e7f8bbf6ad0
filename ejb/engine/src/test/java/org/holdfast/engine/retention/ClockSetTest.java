package org.holdfast.engine.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBACK;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.retained.RetainedChange;
import org.holdfast.engine.retained.tree.Version;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.RecordingStore;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The wall clock is set: versions grow all the same, messages expire by the wall clock, and nothing is lost. NanoMQ counts
 * expiry by the time since the machine's start, which means nothing after the next one.
 */
class ClockSetTest {
    private static final int MESSAGE_EXPIRY_INTERVAL = 0x02;
    private static final Duration HOUR = Duration.ofHours(1);

    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    private List<Version> versions() {
        List<Version> versions = new ArrayList<>();
        broker.store()
                .batches()
                .forEach(batch -> batch.stream().map(RetainedChange::version).forEach(versions::add));
        return versions;
    }

    @Test
    void versionsGrowWhenTheClockIsSetBackAndForward() {
        RawClient publisher = broker.connect(MQTT_5_0, "publisher").publishRetained("a", 1, "first");
        broker.clock().advance(HOUR.negated());
        publisher
                .publishRetained("a", 1, "an hour earlier")
                .publishRetained("b", 1, "x")
                .publishRetained("b", 1, "");
        broker.clock().advance(HOUR.multipliedBy(2));
        publisher.publishRetained("a", 1, "an hour later");

        assertThat(versions()).isSorted().doesNotHaveDuplicates().hasSize(5);
        assertThat(broker.store().payload("a")).isEqualTo("an hour later");
        assertThat(broker.store().payload("b")).isNull();
    }

    @Test
    void versionsGrowAlsoWhenTheClockIsSetBackWhileTheBrokerIsDown() {
        RecordingStore store = new RecordingStore();
        Version before;
        try (TestBroker first = TestBroker.create().store(store).start()) {
            first.clock().advance(HOUR);
            first.connect(MQTT_5_0, "publisher").publishRetained("a", 1, "first");
            before = store.batches().get(0).get(0).version();
        }
        store.forgetBatches();
        try (TestBroker second = TestBroker.create().store(store).start()) { // its clock is an hour behind
            RawClient subscriber = second.connect(MQTT_5_0, "subscriber").subscribe("#", 1);
            subscriber.acknowledge(subscriber.expectPublish("a", "first"));
            second.connect(MQTT_5_0, "publisher").publishRetained("a", 1, "second");

            assertThat(store.batches().get(0).get(0).version().isNewerThan(before))
                    .isTrue();
            subscriber.expectPublish("a", "second");
        }
    }

    @Test
    void messagesExpireByTheWallClockWhicheverWayItIsSet() {
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.send("33 .. s'long' 0001 [02 00001c20] 'x'").expectAck(PUBACK, 1); // QoS 1, RETAIN, 2 hours
        publisher.send("33 .. s'short' 0002 [02 00000708] 'x'").expectAck(PUBACK, 2); // QoS 1, RETAIN, half an hour

        broker.clock().advance(HOUR.negated());
        assertThat(left("long")).isGreaterThan(2 * 3_600L - 5);
        broker.clock().advance(HOUR.multipliedBy(2));

        assertThat(left("long")).isBetween(3_600L - 5, 3_600L);
        broker.store().awaitCount(1);
        assertThat(broker.store().payload("short")).isNull();
    }

    private long left(String topic) {
        try (RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe(topic, 0)) {
            ReceivedPacket publish = subscriber.expectPublish(topic, "x");
            return publish.properties().number(MESSAGE_EXPIRY_INTERVAL);
        }
    }

    @Test
    void nothingIsLostWhileTheClockJumps() {
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        for (int i = 0; i < 50; i++) {
            broker.clock().advance(i % 2 == 0 ? HOUR : HOUR.negated());
            publisher.publishRetained("topic/" + i % 10, 1, "value " + i);
        }
        for (int i = 40; i < 50; i++) {
            assertThat(broker.store().payload("topic/" + i % 10)).isEqualTo("value " + i);
        }
        assertThat(versions()).isSorted().doesNotHaveDuplicates().hasSize(50);
    }

    @Test
    void aMessageThatExpiresDoesNotTakeItsSuccessorAlongWhenTheClockIsSetBackInBetween() {
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.send("33 .. s'a' 0001 [02 0000000a] 'first'").expectAck(PUBACK, 1); // QoS 1, RETAIN, 10 seconds
        broker.clock().advance(HOUR.negated());
        publisher.publishRetained("a", 1, "second");
        broker.clock().advance(HOUR.multipliedBy(2));

        publisher.publishRetained("b", 1, "x"); // a flush has looked for expired messages before it
        assertThat(broker.store().payload("a")).isEqualTo("second");
    }
}
