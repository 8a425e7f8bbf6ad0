package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same jar, with PostgreSQL by configuration only. */
class PostgresIT {
    private static final int MESSAGES = 2_000;

    @TempDir
    Path folder;

    @Test
    void retainedMessagesAreInPostgresql() throws IOException, InterruptedException {
        try (EmbeddedPostgres postgres = DurablePostgres.start()) {
            String url = "holdfast.datasource.url=jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
            Map<String, Mqtt5Publish> acknowledged;
            try (BrokerProcess broker = BrokerProcess.start(folder, url, "holdfast.datasource.user=postgres");
                    Crowd crowd = Crowd.connect(broker.mqttPort())) {
                crowd.publish(MESSAGES);
                broker.kill();
                acknowledged = crowd.acknowledged();
            }
            try (BrokerProcess broker = BrokerProcess.start(folder, url, "holdfast.datasource.user=postgres")) {
                assertThat(Retained.of(broker.mqttPort(), acknowledged.keySet()).keySet())
                        .containsAll(acknowledged.keySet());
                assertThat(broker.output()).contains("jdbc:postgresql://127.0.0.1:" + postgres.getPort());
            }
        }
        assertThat(sqliteFolder()).doesNotExist();
    }

    private Path sqliteFolder() {
        return folder.resolve("data");
    }
}
