package org.holdfast.tools.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.beans.transfer.Import;
import org.holdfast.beans.transfer.Import.OnError;
import org.holdfast.beans.transfer.MessageSource;
import org.holdfast.beans.transfer.TransferException;
import org.holdfast.engine.access.Authorizer;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.packet.Capabilities;
import org.holdfast.engine.testing.RecordingStore;
import org.holdfast.engine.testing.TestBroker;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is published to a broker that runs, which here is our own. */
class MqttTargetTest {
    private static final Properties PROPERTIES =
            Properties.builder().contentType("x").userProperty("k", "v").build();

    private final RecordingStore store = new RecordingStore();
    private final List<String> reports = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "2, 2"})
    void messageIsRetainedAtAQosThatIsAcknowledged(int qos, int retainedQos) throws Exception {
        long expiresAt = System.currentTimeMillis() + 100_000;

        assertThat(publish(
                        TestBroker.create(),
                        OnError.STOP,
                        messages -> messages.add("line 1", message("t", qos, expiresAt))))
                .isEqualTo("published 1, expired 0, invalid 0");

        Message retained = store.message("t");
        assertThat(retained.qos().value()).isEqualTo(retainedQos);
        assertThat(retained.properties()).isEqualTo(PROPERTIES);
        assertThat(retained.expiresAt()).isBetween(expiresAt - 5_000, expiresAt + 5_000);
        assertThat(retained.publisher()).startsWith("holdfast-import-");
    }

    @Test
    void manyMessagesAreAllRetainedThroughASmallWindow() throws Exception {
        TestBroker broker = TestBroker.create().receiveMaximum(7);

        assertThat(publish(broker, OnError.STOP, messages -> {
                    for (int i = 0; i < 5_000; i++) {
                        messages.add("line " + i, message("many/" + i, i % 3, Message.NEVER));
                    }
                }))
                .isEqualTo("published 5000, expired 0, invalid 0");
        assertThat(store.topics()).hasSize(5_000);
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void whatTheBrokerRefusesIsReportedByItsLine(int qos) throws Exception {
        TestBroker broker = TestBroker.create().authorizer(new AllBut("forbidden"));

        assertThat(publish(broker, OnError.SKIP, messages -> {
                    messages.add("line 1", message("a", qos, Message.NEVER));
                    messages.add("line 2", message("forbidden", qos, Message.NEVER));
                    messages.add("line 3", message("b", qos, Message.NEVER));
                }))
                .isEqualTo("published 2, expired 0, invalid 1");
        assertThat(reports)
                .singleElement()
                .asString()
                .startsWith("line 2: the broker rejected it, 0x87 not authorized");
        assertThat(store.topics()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void refusalStopsTheImportAndWhatWasPublishedIsCounted() {
        try (TestBroker broker = TestBroker.create()
                        .store(store)
                        .authorizer(new AllBut("forbidden"))
                        .start();
                MqttTarget target = MqttTarget.connect(address(broker), Clock.systemUTC())) {
            Import transfer = new Import(target, Clock.systemUTC(), OnError.STOP, reports::add);

            assertThatThrownBy(() -> transfer.run(messages -> {
                        messages.add("line 1", message("a", 1, Message.NEVER));
                        messages.add("line 2", message("forbidden", 1, Message.NEVER));
                    }))
                    .isInstanceOf(TransferException.class)
                    .hasMessageContaining("stopped at line 2");
            assertThat(target.abandon()).isEqualTo(1);
        }
    }

    @Test
    void messageLargerThanTheBrokerTakesIsReported() throws Exception {
        TestBroker broker = TestBroker.create().maximumPacketSize(1_024);

        assertThat(publish(broker, OnError.SKIP, messages -> {
                    messages.add("line 1", message("large", 1, Message.NEVER, 2_000));
                    messages.add("line 2", message("small", 1, Message.NEVER, 10));
                }))
                .isEqualTo("published 1, expired 0, invalid 1");
        assertThat(reports).singleElement().asString().contains("line 1: larger than the broker's Maximum Packet Size");
    }

    @Test
    void clearedTopicIsCleared() throws Exception {
        publish(TestBroker.create(), OnError.STOP, messages -> {
            messages.add("line 1", message("t", 1, Message.NEVER));
            messages.clear(TopicName.of("t"));
        });

        assertThat(store.topics()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true, AT_MOST_ONCE", "false, EXACTLY_ONCE"})
    void brokerThatCannotRetainReliablyIsRefused(boolean retains, QoS maximumQos) {
        Capabilities capabilities = new Capabilities(maximumQos, retains, true, true, true);
        try (TestBroker broker = TestBroker.create().capabilities(capabilities).start()) {
            assertThatThrownBy(() -> MqttTarget.connect(address(broker), Clock.systemUTC()))
                    .isInstanceOf(TransferException.class)
                    .hasMessageContaining("does not support retained messages at QoS 1");
        }
    }

    @Test
    void endOfTheBrokerIsSaid() {
        TestBroker broker = TestBroker.create().store(store).start();
        try (MqttTarget target = MqttTarget.connect(address(broker), Clock.systemUTC())) {
            broker.close();

            assertThatThrownBy(() -> new Import(target, Clock.systemUTC(), OnError.STOP, reports::add)
                            .run(messages -> messages.add("line 1", message("t", 1, Message.NEVER))))
                    .isInstanceOf(TransferException.class)
                    .hasMessageContaining("ended the connection: 0x8B server shutting down");
        }
    }

    private String publish(TestBroker broker, OnError onError, MessageSource source) throws Exception {
        try (broker) {
            broker.store(store).start();
            try (MqttTarget target = MqttTarget.connect(address(broker), Clock.systemUTC())) {
                Import transfer = new Import(target, Clock.systemUTC(), onError, reports::add);
                transfer.run(source);
                return transfer.summary();
            }
        }
    }

    private static BrokerAddress address(TestBroker broker) {
        return new BrokerAddress("127.0.0.1", broker.address().getPort(), false, null, null);
    }

    private static Message message(String topic, int qos, long expiresAt) {
        return message(topic, qos, expiresAt, 3);
    }

    private static Message message(String topic, int qos, long expiresAt, int payload) {
        return new Message(
                TopicName.of(topic),
                Payload.of(new byte[payload]),
                QoS.of(qos),
                true,
                PROPERTIES,
                expiresAt,
                1_000,
                "earlier");
    }

    /**
     * Lets everybody publish to all topics but one.
     *
     * @param forbidden that one
     */
    private record AllBut(String forbidden) implements Authorizer {
        @Override
        public boolean mayPublish(String clientId, @Nullable String userName, TopicName topic) {
            return !topic.value().equals(forbidden);
        }

        @Override
        public boolean maySubscribe(String clientId, @Nullable String userName, TopicFilter filter) {
            return true;
        }
    }
}
