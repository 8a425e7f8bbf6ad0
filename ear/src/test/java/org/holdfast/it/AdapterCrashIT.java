package org.holdfast.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.holdfast.it.ledger.LedgerBean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

/** A bean works through 10,000 messages into a table while the process is killed: each of them gets there at least once. */
@Tag("newer-server")
class AdapterCrashIT {
    private static final int MESSAGES = 10_000;

    @TempDir
    Path folder;

    @Test
    void everyMessageIsInTheTableAfterKillsInTheMiddle() throws Exception {
        Path application = application();
        try (BrokerProcess broker = start(application)) {
            CompletableFuture<Void> acknowledged = publishAll(broker.mqttPort());
            awaitNumbers(MESSAGES / 10);
            acknowledged.get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
            broker.kill();
        }
        int afterFirst = numbers();
        assertThat(afterFirst).isLessThan(MESSAGES); // else there was nothing left to lose

        try (BrokerProcess broker = start(application)) {
            awaitNumbers((afterFirst + MESSAGES) / 2);
            broker.kill();
        }
        assertThat(numbers()).isLessThan(MESSAGES);

        try (BrokerProcess broker = start(application)) {
            awaitNumbers(MESSAGES);
            broker.kill();
        }
    }

    private Path application() throws Exception {
        return Archives.export(
                Archives.of(LedgerBean.class).addAsLibrary(Archives.jarOf(JDBC.class)), folder, "ledger.war");
    }

    /** Until it has subscribed for the first time nothing is kept for it. */
    private BrokerProcess start(Path application) throws Exception {
        return BrokerProcess.startWith(application, folder, "holdfast.session.max-queued-messages=20000")
                .thatHasSaid("LedgerBean receives");
    }

    /** Done when the broker has acknowledged all of them. */
    private static CompletableFuture<Void> publishAll(int port) {
        Mqtt5AsyncClient client = MqttClient.builder()
                .serverHost("127.0.0.1")
                .serverPort(port)
                .useMqttVersion5()
                .buildAsync();
        client.toBlocking().connect();
        CompletableFuture<?>[] published = new CompletableFuture<?>[MESSAGES];
        for (int i = 0; i < MESSAGES; i++) {
            published[i] = client.publishWith()
                    .topic("ledger/" + i % 100)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(Integer.toString(i).getBytes(UTF_8))
                    .send();
        }
        return CompletableFuture.allOf(published);
    }

    /** How many different numbers are in the table. */
    private int numbers() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout=10000");
            try (ResultSet count = statement.executeQuery("SELECT COUNT(DISTINCT number) FROM ledger")) {
                return count.getInt(1);
            }
        }
    }

    private void awaitNumbers(int least) throws Exception {
        Await.until(() -> numbers() >= least);
    }
}
