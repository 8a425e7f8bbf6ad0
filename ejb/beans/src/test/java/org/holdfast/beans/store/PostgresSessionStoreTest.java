package org.holdfast.beans.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.engine.BrokerStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class PostgresSessionStoreTest extends SessionStoreContract {
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
            statement.execute("TRUNCATE " + String.join(", ", tables(connection)));
        }
    }

    /** All tables but the list of migrations. */
    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet found = connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"})) {
            while (found.next()) {
                String table = found.getString("TABLE_NAME");
                if (!table.startsWith("flyway")) {
                    tables.add(table);
                }
            }
        }
        return tables;
    }

    @Override
    BrokerStore store() {
        return database.broker();
    }
}
