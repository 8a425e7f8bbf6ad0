package org.holdfast.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBACK;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREC;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.holdfast.engine.access.Authorizer;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.packet.Capabilities;
import org.holdfast.engine.testing.Protocol;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How clients meet the $SYS topics. */
class SysTopicsTest {
    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final String VERSION = "$SYS/broker/version";
    private static final String TOTAL = "$SYS/broker/clients/total";
    private static final int NOT_AUTHORIZED = 0x87;

    @RegisterExtension
    final TestBroker broker = TestBroker.create().sysInterval(INTERVAL);

    private RawClient subscriber(String filter) {
        return broker.connect(MQTT_5_0, "subscriber of " + filter).subscribe(filter, 0);
    }

    @ParameterizedTest
    @EnumSource
    void theFirstSubscriberFindsThemAll(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("$SYS/#", 0);
        List<ReceivedPacket> received = subscriber.receiveAll();
        assertThat(received)
                .allMatch(ReceivedPacket::retain)
                .extracting(ReceivedPacket::topic)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(SysTopic.values())
                        .map(each -> each.topic().value())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"$SYS/broker/version", "$SYS/broker/+", "$SYS/+/version", "$SYS/broker/version/#", "$SYS/#"})
    void anyFilterThatBeginsWithTheirFirstLevelMatches(String filter) {
        RawClient subscriber = subscriber(filter);
        assertThat(subscriber.receiveAll()).extracting(ReceivedPacket::topic).contains(VERSION);
    }

    @Test
    void aChangedValueComesWithTheNextIntervalAndNotBefore() {
        RawClient subscriber = subscriber(TOTAL);
        subscriber.expectPublish(TOTAL, "0");
        broker.letPass(INTERVAL.minusMinutes(1));
        subscriber.barrier();
        broker.letPass(Duration.ofMinutes(1));
        assertThat(subscriber.expectPublish(TOTAL, "1").retain()).isFalse();
        broker.connect(MQTT_5_0, "another");
        broker.letPass(INTERVAL);
        subscriber.expectPublish(TOTAL, "2");
    }

    @Test
    void aValueThatHasNotChangedIsNotPublishedAgain() {
        RawClient subscriber = subscriber(TOTAL);
        subscriber.expectPublish(TOTAL, "0");
        broker.letPass(INTERVAL);
        subscriber.expectPublish(TOTAL, "1");
        broker.letPass(INTERVAL);
        subscriber.barrier();
    }

    @Test
    void aLateSubscriberGetsTheLatestValue() {
        broker.connect(MQTT_5_0, "first");
        broker.letPass(INTERVAL);
        assertThat(subscriber(TOTAL).expectPublish(TOTAL, "1").retain()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void theSubscriptionDecidesTheQos(int qos) {
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe(TOTAL, qos);
        subscriber.acknowledge(subscriber.expectPublish(TOTAL, qos, "0"));
        broker.letPass(INTERVAL);
        subscriber.acknowledge(subscriber.expectPublish(TOTAL, qos, "1"));
    }

    @Test
    void oneMemberOfASharedSubscriptionGetsEachChange() {
        RawClient one = broker.connect(MQTT_5_0, "one").subscribe("$share/g/" + TOTAL, 0);
        RawClient two = broker.connect(MQTT_5_0, "two").subscribe("$share/g/" + TOTAL, 0);
        two.barrier(); // nothing that was retained
        broker.letPass(INTERVAL);
        broker.connect(MQTT_5_0, "three");
        broker.letPass(INTERVAL);
        List<String> payloads = List.of(
                one.expectType(ReceivedPacket.PUBLISH).payload(),
                two.expectType(ReceivedPacket.PUBLISH).payload());
        assertThat(payloads).containsExactlyInAnyOrder("2", "3");
        one.barrier();
        two.barrier();
    }

    @ParameterizedTest
    @ValueSource(strings = {"#", "+/#", "+/broker/#", "+/broker/version", "+/+/+/+", "$share/g/#", "$share/g/+/#"})
    @Normative(value = "MQTT-4.7.2-1", mqtt3 = "MQTT-4.7.2-1")
    void aFilterThatBeginsWithAWildcardDoesNotMatch(String filter) {
        RawClient witness = subscriber(TOTAL);
        witness.expectPublish(TOTAL, "0");
        RawClient subscriber = subscriber(filter).barrier();
        broker.letPass(INTERVAL);
        witness.expectPublish(TOTAL, "2");
        subscriber.barrier();
    }

    @Test
    void theIntervalZeroTurnsThemOff() {
        try (TestBroker silent = TestBroker.create().sysInterval(Duration.ZERO).start()) {
            RawClient subscriber = silent.connect(MQTT_5_0, "subscriber")
                    .subscribe("$SYS/#", 0)
                    .barrier();
            silent.letPass(Duration.ofDays(1));
            subscriber.barrier();
        }
    }

    @Test
    void withoutRetainedMessagesTheirChangesComeAllTheSame() {
        Capabilities withoutRetain = new Capabilities(QoS.EXACTLY_ONCE, false, true, true, true);
        try (TestBroker fleeting =
                TestBroker.create().capabilities(withoutRetain).start()) {
            RawClient subscriber = fleeting.connect(MQTT_5_0, "subscriber").subscribe(TOTAL, 0);
            subscriber.barrier();
            fleeting.letPass(INTERVAL);
            subscriber.expectPublish(TOTAL, "1");
        }
    }

    @Test
    void nothingOfThemIsStored() {
        broker.letPass(INTERVAL);
        broker.letPass(INTERVAL);
        broker.broker().stop(); // writes what waits
        assertThat(broker.store().batches()).isEmpty();
    }

    @Test
    void theyTakeNothingFromTheLimitsOfRetainedMessages() {
        try (TestBroker full = TestBroker.create()
                .maximumWaitingTopics(1)
                .acknowledgeTimeout(INTERVAL.multipliedBy(2))
                .start()) {
            full.store().block();
            RawClient publisher = full.connect(MQTT_5_0, "publisher");
            RawClient witness = full.connect(MQTT_5_0, "witness").subscribe("a", 0);
            publisher.send("33 .. s'a' 0001 [] 'x'"); // PUBLISH QoS 1, RETAIN: no other has room now
            witness.expectPublish("a", "x");
            full.letPass(INTERVAL);
            full.connect(MQTT_5_0, "late").subscribe(TOTAL, 0).expectPublish(TOTAL, "2");
            full.store().release();
            publisher.expectAck(PUBACK, 1);
        }
    }

    @Test
    void whatAnEarlierVersionHasStoredUnderTheirNamesIsLeftAlone() {
        RecordingStore store = new RecordingStore()
                .with("$SYS", 0, "old")
                .with(VERSION, 0, "old")
                .with("$SYS/mine", 0, "old")
                .with("$SYSTEM", 0, "kept");
        try (TestBroker upgraded = TestBroker.create().store(store).start()) {
            RawClient subscriber = upgraded.connect(MQTT_5_0, "subscriber").subscribe("$SYS/#", 0);
            assertThat(subscriber.receiveAll())
                    .hasSize(SysTopic.values().length)
                    .extracting(ReceivedPacket::payload)
                    .doesNotContain("old");
            subscriber.subscribe("$SYSTEM", 0).expectPublish("$SYSTEM", "kept");
            assertThat(upgraded.broker().status().retained().count()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {VERSION, "$SYS", "$SYS/mine"})
    void noClientMayPublishToThem(String topic) {
        RawClient witness = subscriber(topic);
        witness.receiveAll();
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.send("31 .. s'%s' [] 'x'".formatted(topic)); // PUBLISH QoS 0, RETAIN: dropped, there is no answer
        publisher.send("33 .. s'%s' 0001 [] 'x'".formatted(topic)).expectAck(PUBACK, 1, NOT_AUTHORIZED);
        publisher.send("35 .. s'%s' 0002 [] 'x'".formatted(topic)).expectAck(PUBREC, 2, NOT_AUTHORIZED);
        witness.expectNothingFrom(publisher);
        RawClient late = broker.connect(MQTT_5_0, "late").subscribe(topic, 0);
        assertThat(late.receiveAllFrom(publisher))
                .extracting(ReceivedPacket::payload)
                .doesNotContain("x");
    }

    @Test
    void noClientMayClearThem() {
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.send("33 .. s'%s' 0001 []".formatted(VERSION)).expectAck(PUBACK, 1, NOT_AUTHORIZED); // RETAIN, empty
        subscriber(VERSION).expectPublish(VERSION, "Holdfast " + TestBroker.VERSION);
    }

    /** Whoever answers would publish there. */
    @ParameterizedTest
    @ValueSource(strings = {VERSION, "$SYS/broker/connection/publisher/state"})
    void noClientMayAskForResponsesToThem(String topic) {
        RawClient witness = subscriber("requests");
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.send("30 .. s'requests' [08 s'%s'] 'x'".formatted(topic)); // PUBLISH QoS 0, Response Topic
        publisher.send("32 .. s'requests' 0001 [08 s'%s'] 'x'".formatted(topic)).expectAck(PUBACK, 1, NOT_AUTHORIZED);
        witness.expectNothingFrom(publisher);
        String connect = "10 .. @ 06 0000 [] s'client' [08 s'%s'] s'requests' s'gone'"; // CONNECT, Will
        broker.open(MQTT_5_0).send(connect.formatted(topic)).expectRefused(NOT_AUTHORIZED);
        publisher.send("32 .. s'requests' 0002 [08 s'$SYSTEM'] 'x'").expectAck(PUBACK, 2, 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1", "MQTT_3_1_1"})
    @Normative(mqtt3 = "MQTT-3.3.5-2")
    void beforeMqtt5AClientThatPublishesToThemIsDisconnected(Protocol protocol) {
        RawClient witness = subscriber("$SYS/mine");
        RawClient publisher = broker.connect(protocol, "publisher");
        publisher.send("31 .. s'$SYS/mine' 'x'").barrier(); // PUBLISH QoS 0, RETAIN: dropped
        publisher.send("33 .. s'$SYS/mine' 0001 'x'").expectClosed(); // PUBLISH QoS 1, RETAIN
        witness.expectNothingFrom(broker.connect(protocol, "other"));
    }

    @Test
    void aWillToThemRefusesTheConnect() {
        String connect = "10 .. @ 06 0000 [] s'client' [] s'$SYS/mine' s'gone'"; // CONNECT, Will
        broker.open(MQTT_5_0).send(connect).expectRefused(NOT_AUTHORIZED);
        broker.open(MQTT_3_1_1).send(connect).expectRefused(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$SYSTEM/x", "$SY", "$/SYS", "a/$SYS", "$sys"})
    void otherTopicsAreForClients(String topic) {
        RawClient subscriber = subscriber(topic);
        broker.connect(MQTT_5_0, "publisher").publishRetained(topic, 1, "x");
        subscriber.expectPublish(topic, "x");
    }

    @Test
    void theAuthorizerDecidesWhoMaySubscribe() {
        Authorizer administratorsOnly = new Authorizer() {
            @Override
            public boolean mayPublish(String clientId, @Nullable String userName, TopicName topic) {
                return true;
            }

            @Override
            public boolean maySubscribe(String clientId, @Nullable String userName, TopicFilter filter) {
                return clientId.equals("administrator") || !filter.level(0).equals("$SYS");
            }
        };
        try (TestBroker guarded =
                TestBroker.create().authorizer(administratorsOnly).start()) {
            RawClient other = guarded.connect(MQTT_5_0, "other").send("82 .. 0001 [] s'$SYS/#' 00"); // SUBSCRIBE
            other.expectCodes(ReceivedPacket.SUBACK, 1, "87");
            other.barrier();
            RawClient administrator = guarded.connect(MQTT_5_0, "administrator").subscribe(VERSION, 0);
            administrator.expectPublish(VERSION, "Holdfast " + TestBroker.VERSION);
        }
    }
}
