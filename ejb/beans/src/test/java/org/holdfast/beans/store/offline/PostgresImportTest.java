package org.holdfast.beans.store.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.store.DurablePostgres;
import org.holdfast.beans.store.offline.ImportTransaction.Existing;
import org.holdfast.beans.store.offline.ImportTransaction.Outcome;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.topic.TopicName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Import and export of a PostgreSQL database. With SQLite the tests of the sub-commands do it. */
class PostgresImportTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);
    private static final String LONG_TOPIC = "long/" + "x".repeat(60_000);

    private static EmbeddedPostgres postgres;
    private static StoreSettings settings;

    @BeforeAll
    static void start() throws IOException {
        postgres = DurablePostgres.start();
        settings = new StoreSettings(postgres.getJdbcUrl("postgres", "postgres"), "postgres", null, 1_024, "FULL");
        OfflineDatabase.take(settings).close(); // makes the tables
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE retained_message");
        }
    }

    @Test
    void importedMessagesAreExportedAsTheyCame() {
        Outcome outcome = imports(Existing.REPLACE, message("a", "1"), message(LONG_TOPIC, "2"), message("größe", "3"));

        assertThat(outcome).isEqualTo(new Outcome(3, 0, 0, 0));
        assertThat(exported()).isEqualTo(Map.of("a", "1", LONG_TOPIC, "2", "größe", "3"));
    }

    @Test
    void whatIsThereIsReplacedOrKeptAndOfRepetitionsTheLastStays() {
        imports(Existing.REPLACE, message("a", "old"), message(LONG_TOPIC, "old"));

        assertThat(imports(Existing.REPLACE, message("a", "1"), message("a", "2")))
                .isEqualTo(new Outcome(0, 1, 0, 1));
        assertThat(imports(Existing.KEEP, message(LONG_TOPIC, "new"), message("b", "3")))
                .isEqualTo(new Outcome(1, 0, 1, 0));
        assertThat(exported()).isEqualTo(Map.of("a", "2", LONG_TOPIC, "old", "b", "3"));
    }

    @Test
    void anExpiredMessageIsNotThereAnyMore() {
        imports(Existing.REPLACE, message("a", "old", NOW - 1));

        assertThat(imports(Existing.KEEP, message("a", "new"))).isEqualTo(new Outcome(1, 0, 0, 0));
        assertThat(exported()).isEqualTo(Map.of("a", "new"));
    }

    @Test
    void aTopicIsClearedOnlyOfWhatThisImportHasPutIn() {
        imports(Existing.REPLACE, message("a", "old"));

        try (OfflineDatabase database = OfflineDatabase.take(settings)) {
            ImportTransaction transaction = database.begin(CLOCK, 0, Existing.KEEP);
            transaction.put(message("a", "new"));
            transaction.put(message(LONG_TOPIC, "new"));
            transaction.clear(TopicName.of("a"));
            transaction.clear(TopicName.of(LONG_TOPIC));
            transaction.commit();
        }
        assertThat(exported()).isEqualTo(Map.of("a", "old"));
    }

    @Test
    void withoutACommitNothingIsImported() {
        try (OfflineDatabase database = OfflineDatabase.forRehearsal(settings)) {
            ImportTransaction transaction = database.begin(CLOCK, 0, Existing.REPLACE);
            transaction.put(message("a", "1"));
            assertThat(transaction.outcome()).isEqualTo(new Outcome(1, 0, 0, 0));
        }
        assertThat(exported()).isEmpty();
    }

    private static Outcome imports(Existing existing, Message... messages) {
        try (OfflineDatabase database = OfflineDatabase.take(settings)) {
            ImportTransaction transaction = database.begin(CLOCK, 0, existing);
            for (Message message : messages) {
                transaction.put(message);
            }
            transaction.commit();
            return transaction.outcome();
        }
    }

    private static Map<String, String> exported() {
        Map<String, String> payloads = new TreeMap<>();
        new Snapshot(settings)
                .readAll(retained -> payloads.put(
                        retained.topic().value(),
                        new String(retained.message().payload().bytes(), StandardCharsets.UTF_8)));
        return payloads;
    }

    private static Message message(String topic, String payload) {
        return message(topic, payload, Message.NEVER);
    }

    private static Message message(String topic, String payload, long expiresAt) {
        return new Message(
                TopicName.of(topic),
                Payload.of(payload.getBytes(StandardCharsets.UTF_8)),
                QoS.AT_LEAST_ONCE,
                true,
                Properties.NONE,
                expiresAt,
                NOW,
                "publisher");
    }
}
