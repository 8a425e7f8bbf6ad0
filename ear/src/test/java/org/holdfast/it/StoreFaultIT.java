package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that takes nothing for a while. */
class StoreFaultIT {
    private static final Duration FAULT_LIMIT = Duration.ofSeconds(30);
    private static final String TOPIC = "fault/topic";

    @TempDir
    Path folder;

    @Test
    void acknowledgementWaitsUntilTheDatabaseTakesTheMessageAndReadinessSaysWhy() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(folder, "holdfast.sqlite.resend-interval=200")) {
            Mqtt5AsyncClient client = connect(broker.mqttPort());
            CompletableFuture<Mqtt5PublishResult> acknowledgement;
            try (Connection other = lockedDatabase()) {
                acknowledgement = client.publish(message());

                await(broker, 503, "SQLITE_BUSY");
                assertThat(acknowledgement).isNotDone();
                other.rollback();
            }
            assertThat(acknowledgement).succeedsWithin(FAULT_LIMIT);
            await(broker, 200, "\"waitingTopics\":\"0\"");
            client.disconnect().join();
            broker.kill();
        }
        try (BrokerProcess broker = BrokerProcess.start(folder)) {
            assertThat(Retained.of(broker.mqttPort(), Set.of(TOPIC))).containsKey(TOPIC);
        }
    }

    private static Mqtt5AsyncClient connect(int port) {
        Mqtt5AsyncClient client = MqttClient.builder()
                .useMqttVersion5()
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildAsync();
        client.connect().join();
        return client;
    }

    private static Mqtt5Publish message() {
        return Mqtt5Publish.builder()
                .topic(TOPIC)
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .payload(new byte[] {1})
                .build();
    }

    /** Somebody else's transaction that has the write lock. */
    private Connection lockedDatabase() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/holdfast.db"));
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM retained_message WHERE topic = 'none'");
        }
        return connection;
    }

    private static void await(BrokerProcess broker, int status, String content)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + FAULT_LIMIT.toNanos();
        while (true) {
            var response = Http.get(broker.healthUrl() + "/ready");
            if (response.statusCode() == status && response.body().contains(content)) {
                return;
            }
            assertThat(System.nanoTime()).as(response.body()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
