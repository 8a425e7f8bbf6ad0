package org.holdfast.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBACK;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.holdfast.engine.management.TopicManagement;
import org.holdfast.engine.testing.FixedRights;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bridges of other brokers: their bit in the Protocol Version, and the topics where they say whether they are connected. */
class BridgeTest {
    private static final String STATE = "$SYS/broker/connection/bridge/state";
    private static final int NOT_AUTHORIZED = 0x87;

    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    /** One that speaks MQTT 3.1.1 and has sent its CONNECT. */
    private static RawClient bridge(TestBroker broker, boolean cleanSession) {
        return broker.open(MQTT_3_1_1).send("10 .. s'MQTT' 84 0%d 003c s'bridge'".formatted(cleanSession ? 2 : 0));
    }

    private RawClient bridge() {
        RawClient bridge = bridge(broker, true);
        bridge.expectAccepted();
        return bridge;
    }

    @ParameterizedTest
    @CsvSource({"s'MQIsdp' 83, 00", "s'MQTT' 84, 01"})
    void itsConnAckIsThatOfTheVersionWithoutTheBit(String version, String sessionPresent) {
        broker.open(MQTT_3_1_1).send("10 .. " + version + " 00 003c s'bridge'").expect("20 02 00 00"); // CONNACK
        broker.open(MQTT_3_1_1)
                .send("10 .. " + version + " 00 003c s'bridge'")
                .expect("20 02 " + sessionPresent + " 00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s'MQTT' 85", "s'MQTT' 83", "s'MQIsdp' 84", "s'MQTT' 80", "s'MQTT' 86", "s'MQTT' c4"})
    void theBitIsForTheVersionsThatHaveNoSubscriptionOptions(String version) {
        broker.open(MQTT_3_1_1).send("10 .. " + version + " 02 003c s'bridge'").expectRefused(1);
    }

    @ParameterizedTest
    @CsvSource({"s'MQIsdp' 83", "s'MQTT' 84"})
    void itsSubscriptionsKeepTheRetainFlagAsPublished(String version) {
        RawClient bridge = broker.open(MQTT_3_1_1).send("10 .. " + version + " 02 003c s'bridge'");
        bridge.expectAccepted();
        bridge.subscribe("both/#", 0);
        RawClient other = broker.connect(MQTT_3_1_1, "other").subscribe("both/#", 0);
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.publish("both/a", 1, "live").publishRetained("both/a", 1, "kept");
        publisher.send("31 .. s'both/a' []"); // PUBLISH, RETAIN, empty
        bridge.expect("30 .. s'both/a' 'live'");
        bridge.expect("31 .. s'both/a' 'kept'");
        bridge.expect("31 .. s'both/a'");
        other.expect("30 .. s'both/a' 'live'");
        other.expect("30 .. s'both/a' 'kept'");
        other.expect("30 .. s'both/a'");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whatItBringsDoesNotComeBack(int qos) {
        RawClient witness = broker.connect(MQTT_5_0, "witness").subscribe("both/#", 0);
        RawClient bridge = bridge().subscribe("both/#", 2).subscribe("both/+", 1);
        bridge.publish("both/a", qos, "live").publishRetained("both/b", qos, "kept");
        witness.expectPublish("both/a", "live");
        witness.expectPublish("both/b", "kept");
        bridge.barrier().subscribe("both/#", 2).barrier(); // the retained one neither
        broker.connect(MQTT_5_0, "publisher").publishRetained("both/b", 0, "newer");
        bridge.expect("31 .. s'both/b' 'newer'");
        bridge.send("82 .. 0001 s'both/#' 00").expect("90 03 0001 00"); // SUBSCRIBE
        bridge.expect("31 .. s'both/b' 'newer'");
    }

    @Test
    void whatWaitsForItSurvivesTheBrokerWithItsFlag() {
        RawClient bridge = bridge(broker, false);
        bridge.expectAccepted(false);
        bridge.subscribe("both/#", 1).close();
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.publish("both/a", 1, "live").publishRetained("both/a", 1, "kept");
        try (TestBroker restarted =
                TestBroker.create().store(broker.store().copy()).start()) {
            RawClient again = bridge(restarted, false);
            again.expectAccepted(true);
            again.acknowledge(again.expect("32 .. s'both/a' __ __ 'live'"));
            again.acknowledge(again.expect("33 .. s'both/a' __ __ 'kept'"));
            again.publish("both/a", 1, "own").barrier(); // its subscription has come back as one of a bridge
        }
    }

    /** Mosquitto drops what is over its max_inflight_messages, and its PUBREC does not say so. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void noMoreThan20MessagesAreOnTheirWayToIt(int qos) {
        RawClient bridge = bridge().subscribe("both/#", qos);
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        for (int i = 1; i <= 22; i++) {
            publisher.publish("both/a", qos, "message " + i);
        }
        ReceivedPacket first = bridge.expectPublish("both/a", qos, "message 1");
        for (int i = 2; i <= 20; i++) {
            bridge.expectPublish("both/a", qos, "message " + i);
        }
        bridge.barrier();
        bridge.acknowledge(first).expectPublish("both/a", qos, "message 21");
        bridge.barrier();
    }

    @Test
    void itMayBeAMemberOfASharedSubscription() {
        RawClient bridge = bridge().subscribe("$share/g/both/#", 0);
        broker.connect(MQTT_5_0, "publisher").publishRetained("both/a", 1, "x");
        bridge.expect("31 .. s'both/a' 'x'");
    }

    @ParameterizedTest
    @EnumSource
    void everyClientMayKeepItsOwnConnectionState(Protocol protocol) {
        RawClient watcher = broker.connect(MQTT_5_0, "watcher").subscribe("$SYS/broker/connection/#", 0);
        RawClient bridge = broker.open(protocol)
                .send("10 .. @ 2e 003c [] s'bridge' [] s'%s' s'0'".formatted(STATE)); // CONNECT, Will QoS 1, RETAIN
        bridge.expectAccepted();
        bridge.send("33 .. s'%s' 0001 [] '1'".formatted(STATE)).expectAck(PUBACK, 1); // PUBLISH QoS 1, RETAIN
        watcher.expectPublish(STATE, "1");
        assertThat(broker.store().topics()).containsExactly(STATE);
        bridge.close();
        watcher.expectPublish(STATE, "0");
        broker.connect(MQTT_5_0, "all").subscribe("#", 0).barrier();
        assertThat(broker.connect(MQTT_5_0, "late")
                        .subscribe("$SYS/broker/connection/+/state", 0)
                        .expectPublish(STATE, "0")
                        .retain())
                .isTrue();
    }

    @Test
    void theStateIsThereAfterARestartAndAPurgeOfEverything() {
        broker.connect(MQTT_5_0, "bridge").publishRetained(STATE, 1, "1");
        try (TestBroker restarted =
                TestBroker.create().store(broker.store().copy()).start()) {
            long purged = restarted
                    .broker()
                    .management()
                    .topics()
                    .purge(TopicFilter.of("#"), CompletableFuture::join, cleared -> {});
            assertThat(purged).isZero();
            restarted.connect(MQTT_5_0, "watcher").subscribe(STATE, 0).expectPublish(STATE, "1");
            restarted.connect(MQTT_5_0, "bridge").publishRetained(STATE, 1, "");
            restarted.connect(MQTT_5_0, "late").subscribe(STATE, 0).barrier();
        }
    }

    @Test
    void managementClearsIt() {
        broker.connect(MQTT_5_0, "bridge").publishRetained(STATE, 1, "1");
        TopicManagement topics = broker.broker().management().topics();
        assertThat(topics.purge(TopicFilter.of("$SYS/#"), CompletableFuture::join, count -> {}))
                .isEqualTo(1);
        assertThat(topics.view().get(TopicName.of(STATE))).isNull();
    }

    @Test
    void theHostIsNotAskedAboutIt() {
        try (TestBroker strict =
                TestBroker.create().authorizer(new FixedRights(false, true)).start()) {
            RawClient bridge = strict.connect(MQTT_5_0, "bridge");
            bridge.send("32 .. s'a' 0001 [] 'x'").expectAck(PUBACK, 1, NOT_AUTHORIZED); // PUBLISH QoS 1
            bridge.publishRetained(STATE, 1, "1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$SYS/broker/connection/other/state",
                "$SYS/broker/connection/bridge",
                "$SYS/broker/connection/bridge/state/x",
                "$SYS/broker/connection//state",
                "$SYS/broker/connection/state",
                "$SYS/broker/bridge/state"
            })
    void butNothingElseBelowSys(String topic) {
        RawClient bridge = broker.connect(MQTT_5_0, "bridge");
        bridge.send("33 .. s'%s' 0001 [] 'x'".formatted(topic)).expectAck(PUBACK, 1, NOT_AUTHORIZED);
        bridge.barrier();
        String connect = "10 .. @ 06 0000 [] s'%s' [] s'%s' s'x'"; // CONNECT, Will
        broker.open(MQTT_5_0).send(connect.formatted("bridge", topic)).expectRefused(NOT_AUTHORIZED);
        broker.open(MQTT_5_0).send(connect.formatted("", topic)).expectRefused(NOT_AUTHORIZED);
        assertThat(broker.store().topics()).isEmpty();
    }

    @Test
    void noneOfTheBrokersOwnTopicsIsAConnectionState() {
        assertThat(Arrays.stream(SysTopic.values()).map(SysTopic::topic)).noneMatch(TopicName::isConnectionState);
    }
}
