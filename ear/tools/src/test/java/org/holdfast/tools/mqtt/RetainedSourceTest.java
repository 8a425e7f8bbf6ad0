package org.holdfast.tools.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.holdfast.beans.transfer.Import;
import org.holdfast.beans.transfer.Import.OnError;
import org.holdfast.beans.transfer.TransferException;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.ProtocolVersion;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.testing.FixedRights;
import org.holdfast.engine.testing.RecordingStore;
import org.holdfast.engine.testing.TestBroker;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.holdfast.tools.transfer.RecordingTarget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What is taken from a broker, which here is our own. */
class RetainedSourceTest {
    private static final Duration QUIET = Duration.ofMillis(300);
    private static final Properties PROPERTIES = Properties.builder()
            .payloadUtf8()
            .contentType("text/plain")
            .responseTopic("answers")
            .correlationData(new byte[] {0, -1})
            .userProperty("k", "1")
            .userProperty("k", "2")
            .build();

    private final RecordingStore store = new RecordingStore();
    private final RecordingTarget target = new RecordingTarget();
    private final List<String> reports = new ArrayList<>();

    @Test
    void messagesComeWithTheirPropertiesAndTheRestOfTheirExpiry() throws Exception {
        long now = System.currentTimeMillis();
        store.with(message("a/b", 2, PROPERTIES, now + 100_000))
                .with("c", 0, "zero")
                .with("d", 1, "one");
        try (TestBroker broker = TestBroker.create().store(store).start()) {
            read(broker, ProtocolVersion.MQTT_5, "#");
        }

        Message message = target.message("a/b");
        assertThat(message.properties()).isEqualTo(PROPERTIES);
        assertThat(message.qos()).isEqualTo(QoS.EXACTLY_ONCE);
        assertThat(message.expiresAt()).isBetween(now + 90_000, now + 111_000);
        assertThat(target.message("c").qos()).isEqualTo(QoS.AT_MOST_ONCE);
        assertThat(target.message("d").qos()).isEqualTo(QoS.AT_LEAST_ONCE);
        assertThat(target.messages()).hasSize(3);
        assertThat(target.isFinished()).isTrue();
    }

    @Test
    void mqtt3BrokerGivesTopicPayloadAndQos() throws Exception {
        store.with(message("a/b", 2, PROPERTIES, Message.NEVER)).with("c", 0, "zero");
        try (TestBroker broker = TestBroker.create().store(store).start()) {
            read(broker, ProtocolVersion.MQTT_3_1_1, "#");
        }

        assertThat(target.message("a/b").qos()).isEqualTo(QoS.EXACTLY_ONCE);
        assertThat(target.message("a/b").properties().isEmpty()).isTrue();
        assertThat(target.messages()).containsOnlyKeys("a/b", "c");
    }

    @Test
    void filterChoosesAndTopicsOfTheBrokerItselfAreNotAsked() throws Exception {
        store.with("a/b", 1, "1").with("a", 1, "2").with("b", 1, "3");
        try (TestBroker broker = TestBroker.create().store(store).start()) {
            read(broker, ProtocolVersion.MQTT_5, "a/#");
        }

        assertThat(target.messages()).containsOnlyKeys("a/b", "a");
    }

    @ParameterizedTest
    @EnumSource(value = ProtocolVersion.class, mode = Mode.EXCLUDE, names = "MQTT_3_1")
    void manyMessagesOfEveryQosAllCome(ProtocolVersion version) throws Exception {
        for (int i = 0; i < 20_000; i++) {
            store.with("many/" + i, i % 3, "payload " + i);
        }
        try (TestBroker broker = TestBroker.create().store(store).start()) {
            read(broker, version, "#");
        }

        assertThat(target.messages()).hasSize(20_000);
        assertThat(target.message("many/19999").payload().bytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("payload 19999");
    }

    @Test
    void brokerWithoutMessagesGivesNone() throws Exception {
        try (TestBroker broker = TestBroker.create().start()) {
            read(broker, ProtocolVersion.MQTT_5, "#");
        }

        assertThat(target.messages()).isEmpty();
        assertThat(target.isFinished()).isTrue();
    }

    @Test
    void whatIsClearedAndChangedMeanwhileIsFollowedAndNeverMakesItEndless() throws Exception {
        store.with("changed", 1, "old").with("cleared", 1, "old");
        try (TestBroker broker = TestBroker.create().store(store).start()) {
            Mqtt5BlockingClient publisher = MqttClient.builder()
                    .useMqttVersion5()
                    .serverHost("127.0.0.1")
                    .serverPort(broker.address().getPort())
                    .buildBlocking();
            publisher.connect();
            RecordingTarget following = target;
            new Import(following, Clock.systemUTC(), OnError.STOP, reports::add)
                    .run(messages -> source(broker, ProtocolVersion.MQTT_5, "#", 1 << 20)
                            .readInto(new Import(
                                    new AfterFirst(following, () -> publish(publisher)),
                                    Clock.systemUTC(),
                                    OnError.STOP,
                                    reports::add)));
            publisher.disconnect();
        }

        assertThat(target.message("changed").payload().bytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("new");
        assertThat(target.messages()).containsOnlyKeys("changed");
    }

    private static void publish(Mqtt5BlockingClient publisher) {
        for (String payload : List.of("newer", "new")) {
            publisher
                    .publishWith()
                    .topic("changed")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .retain(true)
                    .payload(payload.getBytes(StandardCharsets.UTF_8))
                    .send();
        }
        publisher
                .publishWith()
                .topic("cleared")
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .send();
    }

    @Test
    void whatAQueueLimitOfTheBrokerHasDroppedIsAskedForWithItsQos() throws Exception {
        try (CuttingBroker broker = new CuttingBroker(3_000, nth -> nth == 0 ? 1_020 : 3_000, List.of())) {
            assertThat(read(broker).isComplete()).isTrue();
        }

        assertThat(target.messages()).hasSize(3_000);
        assertThat(target.messages().values())
                .allSatisfy(message -> assertThat(message.qos().value())
                        .isEqualTo(Integer.parseInt(message.topic().value().substring(2)) % 3));
        assertThat(reports).isEmpty();
    }

    @Test
    void brokerThatNeverSendsAllOfThoseThatItCountsIsSaid() throws Exception {
        try (CuttingBroker broker = new CuttingBroker(3_000, nth -> 1_020, List.of(3_001))) {
            Import read = read(broker);

            assertThat(read.isComplete()).isFalse();
            assertThat(reports).singleElement().satisfies(line -> assertThat(line)
                    .contains(broker.address() + " keeps 3000 retained messages, but only 1020 arrived")
                    .contains("1980 are missing", "max_queued_messages"));
        }
        assertThat(target.messages()).hasSize(1_020);
    }

    @Test
    void countOfAMomentAgoIsNotBelieved() throws Exception {
        try (CuttingBroker broker = new CuttingBroker(30, nth -> 30, List.of(40, 31))) {
            assertThat(read(broker).isComplete()).isTrue();
        }
        assertThat(reports).isEmpty();
    }

    @Test
    void readingsThatContradictEachOtherAreSaidWhenTheBrokerDoesNotCount() throws Exception {
        try (CuttingBroker broker = new CuttingBroker(3_000, nth -> 1_000 - nth, List.of())) {
            assertThat(read(broker).isComplete()).isFalse();
        }
        assertThat(reports).singleElement().satisfies(line -> assertThat(line).contains("could not verify"));
    }

    private Import read(CuttingBroker broker) throws Exception {
        Import read = new Import(target, Clock.systemUTC(), OnError.STOP, reports::add);
        read.run(new RetainedSource(broker.address(), ProtocolVersion.MQTT_3_1_1, TopicFilter.of("#"), QUIET, 1 << 20));
        return read;
    }

    @Test
    void messageOverTheLimitIsRefusedAndTheOthersCome() throws Exception {
        store.with("large", 1, "x".repeat(300_000)).with("small", 1, "x");
        try (TestBroker broker = TestBroker.create().store(store).start()) {
            new Import(target, Clock.systemUTC(), OnError.SKIP, reports::add)
                    .run(source(broker, ProtocolVersion.MQTT_5, "#", 200_000));
        }

        assertThat(reports)
                .containsExactly("topic large: larger than holdfast.mqtt.max-packet-size: raise that setting");
        assertThat(target.messages()).containsOnlyKeys("small");
    }

    @Test
    void refusedSubscriptionIsSaid() {
        try (TestBroker broker = TestBroker.create()
                .authorizer(new FixedRights(false, false))
                .store(store)
                .start()) {
            assertThatThrownBy(() -> read(broker, ProtocolVersion.MQTT_5, "#"))
                    .isInstanceOf(TransferException.class)
                    .hasMessageContaining("rejected the subscription to #: 0x87 not authorized");
            assertThatThrownBy(() -> read(broker, ProtocolVersion.MQTT_3_1_1, "#"))
                    .isInstanceOf(TransferException.class)
                    .hasMessageContaining("rejected the subscription to #");
        }
    }

    @Test
    void wrongPasswordIsSaid() {
        try (TestBroker broker = TestBroker.create()
                .authenticator((clientId, user, password) ->
                        "me".equals(user) && password != null && Arrays.equals(password, new byte[] {'x'}))
                .start()) {
            int port = broker.address().getPort();
            for (ProtocolVersion version : List.of(ProtocolVersion.MQTT_5, ProtocolVersion.MQTT_3_1_1)) {
                assertThatThrownBy(() -> MqttSession.open(
                                new BrokerAddress("127.0.0.1", port, false, "me", "wrong"), version, 1_000))
                        .isInstanceOf(TransferException.class)
                        .hasMessageContaining("refused the connection");
                MqttSession.open(new BrokerAddress("127.0.0.1", port, false, "me", "x"), version, 1_000)
                        .close();
            }
        }
    }

    @Test
    void brokerThatIsNotThereIsSaid() {
        int port;
        try (TestBroker broker = TestBroker.create().start()) {
            port = broker.address().getPort();
        }
        BrokerAddress address = new BrokerAddress("127.0.0.1", port, false, null, null);

        assertThatThrownBy(() -> MqttSession.open(address, ProtocolVersion.MQTT_5, 1_000))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("no connection to mqtt://127.0.0.1:" + port + ": Connection refused.");
    }

    private void read(TestBroker broker, ProtocolVersion version, String filter) throws Exception {
        new Import(target, Clock.systemUTC(), OnError.STOP, reports::add).run(source(broker, version, filter, 1 << 20));
    }

    private static RetainedSource source(TestBroker broker, ProtocolVersion version, String filter, int maximum) {
        return new RetainedSource(address(broker), version, TopicFilter.of(filter), QUIET, maximum);
    }

    private static BrokerAddress address(TestBroker broker) {
        return new BrokerAddress("127.0.0.1", broker.address().getPort(), false, null, null);
    }

    private static Message message(String topic, int qos, Properties properties, long expiresAt) {
        return new Message(
                TopicName.of(topic),
                Payload.of(new byte[] {1, 2, 3}),
                QoS.of(qos),
                true,
                properties,
                expiresAt,
                1_000,
                "earlier");
    }
}
