package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two brokers at one PostgreSQL: one serves, the other is refused or waits. */
class StandbyIT {
    private static final String WAIT = "holdfast.datasource.standby=wait";
    private static final String TOPIC = "plant/state";
    private static final int MESSAGES = 1_000;
    private static final int GAVE_UP = 5;

    @TempDir
    Path folder;

    private EmbeddedPostgres postgres;

    @BeforeEach
    void startPostgres() throws IOException {
        postgres = DurablePostgres.start();
    }

    @AfterEach
    void stopPostgres() throws IOException {
        postgres.close();
    }

    private String[] settings(String... more) {
        String[] all = new String[more.length + 2];
        all[0] = "holdfast.datasource.url=jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
        all[1] = "holdfast.datasource.user=postgres";
        System.arraycopy(more, 0, all, 2, more.length);
        return all;
    }

    @Test
    void standbyTakesOverAllThatWasAcknowledgedWhenTheFirstIsKilled() throws Exception {
        try (BrokerProcess first = BrokerProcess.start(folder, settings(WAIT))) {
            int port = Ports.free();
            try (BrokerProcess second = BrokerProcess.start(folder, settings(WAIT, "holdfast.mqtt.port=" + port))) {
                assertStandsBy(second, first.pid());
                beAway(first.mqttPort());
                publish(first.mqttPort(), TOPIC, "for the client that is away");
                Ledger ledger = new Ledger();
                Swarm swarm = publishUntilAcknowledged(first, ledger);
                first.kill();
                swarm.close();

                Await.until(() -> Ports.isOpen(port));
                ledger.assertKept(Retained.of(port, ledger.acknowledgedTopics()));
                assertThat(comeBack(port)).isEqualTo("for the client that is away");
                Await.until(() -> Http.get(second.healthUrl() + "/ready").statusCode() == 200);
            }
        }
    }

    @Test
    void secondIsRefusedByDefaultAndBrokerThatWasAsleepCanWriteNothingWhenAnotherHasTakenOver() throws Exception {
        try (BrokerProcess first = BrokerProcess.start(folder, settings())) {
            assertSecondIsRefusedByDefault(first.pid());
            publish(first.mqttPort(), TOPIC, "of the first");
            int port = Ports.free();
            try (BrokerProcess second = BrokerProcess.start(folder, settings(WAIT, "holdfast.mqtt.port=" + port))) {
                Mqtt5BlockingClient connected = client(first.mqttPort(), "of-the-first");
                connected.connect();
                Ledger ledger = new Ledger();
                Swarm swarm = publishUntilAcknowledged(first, ledger);
                first.freeze(); // in the middle of a transaction, mostly
                dropLocks();
                Await.until(() -> Ports.isOpen(port));
                publish(port, TOPIC, "of the second");

                first.thaw();
                CompletableFuture<?> late = CompletableFuture.runAsync(() -> publish(connected, TOPIC, "too late"));
                assertThat(first.awaitEnd()).isEqualTo(GAVE_UP);
                assertThat(first.output())
                        .contains("Holdfast ended unexpectedly: another Holdfast (Holdfast, process " + second.pid()
                                + " of ");
                swarm.close();
                ledger.assertKept(Retained.of(port, ledger.acknowledgedTopics()));
                late.handle((acknowledged, failure) -> assertThat(failure).isNotNull())
                        .get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
                assertThat(text(Retained.of(port, Set.of(TOPIC)).get(TOPIC))).isEqualTo("of the second");
            }
            assertThat(payloads()).containsExactly("of the second");
        }
    }

    /** Goes on publishing: what is acknowledged until the broker ends is in the ledger. */
    private static Swarm publishUntilAcknowledged(BrokerProcess broker, Ledger ledger) throws Exception {
        Swarm swarm = Swarm.start(broker.mqttPort(), ledger);
        Await.until(() -> ledger.acknowledgements() > MESSAGES);
        return swarm;
    }

    private void assertSecondIsRefusedByDefault(long holder) {
        assertThat(StartFailureIT.failureOf(BrokerProcess.launch(folder, settings())))
                .contains(
                        "another Holdfast uses the database jdbc:postgresql://127.0.0.1:" + postgres.getPort(),
                        "Holdfast, process " + holder + " of ",
                        WAIT);
    }

    /** What the database has under {@link #TOPIC}. */
    private List<String> payloads() throws SQLException {
        List<String> payloads = new ArrayList<>();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                PreparedStatement query =
                        connection.prepareStatement("SELECT payload FROM retained_message WHERE topic = ?")) {
            query.setString(1, TOPIC);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    payloads.add(new String(rows.getBytes(1), StandardCharsets.UTF_8));
                }
            }
        }
        return payloads;
    }

    private static void assertStandsBy(BrokerProcess second, long holder) throws Exception {
        assertThat(second.output())
                .contains(
                        ", standing by after ", "Standby      another Holdfast uses the database", "process " + holder);
        assertThat(Http.get(second.healthUrl() + "/ready").statusCode()).isEqualTo(503);
        assertThat(Http.get(second.healthUrl() + "/ready").body()).contains("\"Standby\"", "process " + holder);
        assertThat(Http.get(second.healthUrl() + "/started").statusCode()).isEqualTo(200);
        assertThat(Http.get(second.healthUrl() + "/live").statusCode()).isEqualTo(200);
    }

    private void dropLocks() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid, 10000) FROM pg_locks WHERE locktype = 'advisory'");
        }
    }

    private static Mqtt5BlockingClient client(int port, String identifier) {
        return HiveMqClients.of(port, identifier);
    }

    private static void publish(int port, String topic, String text) {
        Mqtt5BlockingClient client = client(port, "publisher");
        client.connect();
        publish(client, topic, text);
        client.disconnect();
    }

    private static void publish(Mqtt5BlockingClient client, String topic, String text) {
        client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .payload(text.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    private static void beAway(int port) {
        Mqtt5BlockingClient away = client(port, "away");
        away.connectWith().cleanStart(false).sessionExpiryInterval(3_600).send();
        away.subscribeWith().topicFilter(TOPIC).qos(MqttQos.AT_LEAST_ONCE).send();
        away.disconnect();
    }

    /** What has waited for the client. */
    private static String comeBack(int port) throws InterruptedException {
        Mqtt5BlockingClient away = client(port, "away");
        try (Mqtt5BlockingClient.Mqtt5Publishes publishes = away.publishes(MqttGlobalPublishFilter.ALL)) {
            away.connectWith().cleanStart(false).sessionExpiryInterval(3_600).send();
            Optional<Mqtt5Publish> received = publishes.receive(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
            away.disconnect();
            return text(received.orElseThrow());
        }
    }

    private static String text(@Nullable Mqtt5Publish publish) {
        assertThat(publish).isNotNull();
        return new String(publish.getPayloadAsBytes(), StandardCharsets.UTF_8);
    }
}
