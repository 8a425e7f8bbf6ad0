package org.holdfast.beans.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.store.ConsoleDatabase;
import org.holdfast.beans.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteUserTableTest extends UserTableContract {
    private static final int WRITERS = 4;
    private static final int EACH = 50;

    @TempDir
    Path folder;

    private TestDatabase database;

    @BeforeEach
    void open() {
        database = new TestDatabase(
                new StoreSettings("jdbc:sqlite:" + folder.resolve("holdfast.db"), null, null, 1_024, "FULL"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    ConsoleDatabase database() {
        return database.console();
    }

    /** SQLite refuses a transaction that has read before another one wrote: such a one begins anew. */
    @Test
    void thoseWhoWriteAtTheSameTimeAllGetThrough() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        List<? extends Future<?>> all = IntStream.range(0, WRITERS)
                .mapToObj(writer -> writers.submit(() -> {
                    for (int i = 0; i < EACH; i++) {
                        new UserTable(database())
                                .create("user-" + writer + "-" + i, Role.VIEWER, PasswordHash.NOBODYS, i);
                    }
                }))
                .toList();
        for (Future<?> each : all) {
            each.get();
        }
        writers.shutdown();

        assertThat(new UserTable(database()).read().users()).hasSize(WRITERS * EACH);
    }
}
