package org.holdfast.beans.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.engine.retained.RetainedStore;
import org.holdfast.engine.retained.RetainedStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class PostgresStoreTest extends RetainedStoreContract {
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
    void empty() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE retained_message");
        }
    }

    @Override
    protected RetainedStore store() {
        return database.store();
    }
}
