package org.holdfast.beans.users;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.store.ConsoleDatabase;
import org.holdfast.beans.store.DurablePostgres;
import org.holdfast.beans.store.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class PostgresUserTableTest extends UserTableContract {
    private static EmbeddedPostgres postgres;
    private static TestDatabase database;

    @BeforeAll
    static void start() throws IOException {
        postgres = DurablePostgres.start();
        database = new TestDatabase(
                new StoreSettings(postgres.getJdbcUrl("postgres", "postgres"), "postgres", null, 1_024, "FULL"));
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
        postgres.close();
    }

    @BeforeEach
    void empty() {
        database().with(entityManager -> entityManager
                .createNativeQuery("TRUNCATE api_key, console_user")
                .executeUpdate());
    }

    @Override
    ConsoleDatabase database() {
        return database.console();
    }
}
