package org.holdfast.beans.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.store.connection.ConfiguredDataSource;
import org.holdfast.engine.commit.StoreException;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.retained.RetainedChange;
import org.holdfast.engine.retained.RetainedStore;
import org.holdfast.engine.retained.tree.RetainedMessage;
import org.holdfast.engine.retained.tree.Version;
import org.holdfast.engine.topic.TopicName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A batch that fails, at each call of JDBC that could: nothing of it is written, what was written before stays, and when it is
 * tried again all of it is. NanoMQ ignores what SQLite answers.
 */
class FailedBatchTest {
    @TempDir
    Path folder;

    private FaultyDataSource dataSource;
    private TestDatabase database;

    @BeforeEach
    void open() {
        StoreSettings settings =
                new StoreSettings("jdbc:sqlite:" + folder.resolve("holdfast.db"), null, null, 1_024, "FULL");
        dataSource = new FaultyDataSource(new ConfiguredDataSource(settings));
        database = new TestDatabase(settings, dataSource);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void failureAtAnyCallWritesNothingOfTheBatchAndAllOfItAtTheNextTry() {
        RetainedStore store = database.store();
        store.write(List.of(set("kept", 1), set("replaced", 1), set("cleared", 1)));
        List<RetainedChange> batch = List.of(set("replaced", 2), set("new", 2), clear("cleared"));
        Map<String, String> before = Map.of("kept", "value 1", "replaced", "value 1", "cleared", "value 1");

        List<String> calls = callsOf(store, List.of(set("kept", 1)));
        assertThat(calls).contains("prepareStatement", "addBatch", "executeBatch", "commit");
        int points = callsOf(store, List.of(set("replaced", 1), set("kept", 1), clear("none")))
                .size();
        for (int point = 0; point < points; point++) {
            dataSource.inject(failureAt(point));
            assertThatThrownBy(() -> store.write(batch))
                    .as("call %d", point)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("SQLITE_IOERR");
            assertThat(stored()).as("after call %d", point).isEqualTo(before);
        }

        dataSource.inject((call, number) -> {});
        store.write(batch);
        assertThat(stored()).isEqualTo(Map.of("kept", "value 1", "replaced", "value 2", "new", "value 2"));
    }

    @Test
    void failureAfterTheCommitIsTriedAgainWithoutHarm() {
        RetainedStore store = database.store();
        List<RetainedChange> batch = List.of(set("a", 1), clear("b"));
        store.write(batch); // is committed, but the answer got lost

        store.write(batch);

        assertThat(stored()).isEqualTo(Map.of("a", "value 1"));
    }

    @Test
    void databaseThatIsReadOnlyForAWhileLosesNothing() {
        RetainedStore store = database.store();
        store.write(List.of(set("before", 1)));
        dataSource.begin("PRAGMA query_only = 1");

        assertThatThrownBy(() -> store.write(List.of(set("meanwhile", 1))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("SQLITE_READONLY");
        assertThat(stored()).isEqualTo(Map.of("before", "value 1"));

        dataSource.begin("PRAGMA query_only = 0");
        store.write(List.of(set("meanwhile", 1)));
        assertThat(stored()).isEqualTo(Map.of("before", "value 1", "meanwhile", "value 1"));
    }

    private List<String> callsOf(RetainedStore store, List<RetainedChange> batch) {
        List<String> calls = new ArrayList<>();
        dataSource.inject((call, number) -> calls.add(call));
        store.write(batch);
        return calls;
    }

    private static FaultyDataSource.Fault failureAt(int point) {
        return (call, number) -> {
            if (number == point) {
                throw new SQLException("[SQLITE_IOERR] Some kind of disk I/O error occurred", null, 10);
            }
        };
    }

    private Map<String, String> stored() {
        dataSource.inject((call, number) -> {});
        Map<String, String> stored = new TreeMap<>();
        database.store()
                .readAll(retained -> stored.put(
                        retained.topic().value(),
                        new String(retained.message().payload().bytes(), StandardCharsets.UTF_8)));
        return stored;
    }

    private static RetainedChange set(String topic, int number) {
        Message message = new Message(
                TopicName.of(topic),
                Payload.of(("value " + number).getBytes(StandardCharsets.UTF_8)),
                QoS.AT_LEAST_ONCE,
                true,
                Properties.NONE,
                Message.NEVER,
                1,
                "publisher");
        return new RetainedChange.Set(new RetainedMessage(message, new Version(number, 0)));
    }

    private static RetainedChange clear(String topic) {
        return new RetainedChange.Clear(TopicName.of(topic), new Version(3, 0));
    }
}
