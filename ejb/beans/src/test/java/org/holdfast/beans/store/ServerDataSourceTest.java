package org.holdfast.beans.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.holdfast.beans.settings.SettingsReader;
import org.holdfast.beans.settings.StoreSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Data sources that an administrator could have made, as far as they are the driver's: pools are tried in the container. */
class ServerDataSourceTest {
    private static final StoreSettings SETTINGS =
            new StoreSettings("jdbc/plant", "jndi:jdbc/plant", null, null, 4_321, "FULL", false);

    @TempDir
    Path folder;

    private SQLiteDataSource sqlite() {
        SQLiteDataSource dataSource = new SQLiteDataSource();
        dataSource.setUrl("jdbc:sqlite:" + folder.resolve("plant.db"));
        return dataSource;
    }

    private static ServerDataSource see(DataSource dataSource) {
        return ServerDataSource.see(dataSource, SETTINGS, "jdbc/plant");
    }

    private static String ask(DataSource dataSource, String question) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
    }

    @Test
    void fileOfSqliteIsSeenInTheMetadata() {
        StoreSettings seen = see(sqlite()).settings();

        assertThat(seen.isSqlite()).isTrue();
        assertThat(seen.file()).isEqualTo(folder.resolve("plant.db"));
        assertThat(seen.jndiName()).isEqualTo("jdbc/plant");
    }

    @ParameterizedTest
    @CsvSource({
        "PRAGMA journal_mode, wal",
        "PRAGMA cache_size, -4321",
        "PRAGMA busy_timeout, 10000",
        "PRAGMA wal_autocheckpoint, 65536",
        "PRAGMA synchronous, 2"
    })
    void connectionOfSqliteIsToldWhatHoldfastNeeds(String question, String answer) throws SQLException {
        assertThat(ask(see(sqlite()), question)).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({"OFF, OFF", "NORMAL, NORMAL"})
    void sqliteThatWouldForgetWhatItHasCommittedIsRefused(SQLiteConfig.SynchronousMode mode, String inWords) {
        SQLiteDataSource forgetful = sqlite();
        forgetful.setSynchronous(mode.name());

        assertThatThrownBy(() -> see(forgetful).getConnection())
                .isInstanceOf(DatabaseException.class)
                .hasMessage("the data source jdbc/plant has synchronous=" + inWords
                        + ", which is less than holdfast.sqlite.synchronous, FULL: set it to that in its properties.");
    }

    /** A pool opens several connections at once, all of them before there is a database. */
    @Test
    void connectionThatWasOpenedBeforeThereWasALogIsToldOfItWithinATransaction() throws SQLException {
        SQLiteDataSource small = sqlite();
        small.setCacheSize(100);
        try (Connection old = small.getConnection()) {
            DataSource pool = new PlainDataSource() {
                private boolean isFirst = true;

                @Override
                public Connection getConnection() throws SQLException {
                    Connection next = isFirst ? small.getConnection() : old;
                    isFirst = false;
                    return next;
                }
            };
            see(small).getConnection().close();
            ServerDataSource seen = see(pool);
            old.setAutoCommit(false);

            Connection told = seen.getConnection();
            try (Statement statement = told.createStatement()) {
                statement.execute("CREATE TABLE plant (state TEXT)");
            }
            told.commit();
            assertThat(ask(small, "PRAGMA journal_mode")).isEqualTo("wal");
        }
    }

    @Test
    void sqliteThatOnlyReadsIsRefused() throws SQLException {
        ask(sqlite(), "PRAGMA user_version");
        SQLiteDataSource reader = sqlite();
        reader.setReadOnly(true);

        assertThatThrownBy(() -> see(reader).getConnection())
                .isInstanceOf(DatabaseException.class)
                .hasMessage("the data source jdbc/plant is read-only: allow it to write.");
    }

    @Test
    void sqliteThatReadsWhatIsNotCommittedIsRefused() {
        SQLiteDataSource dirty = sqlite();
        dirty.setReadUncommitted(true);
        dirty.setSharedCache(true);
        DataSource isolated = new PlainDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = dirty.getConnection();
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED);
                return connection;
            }
        };

        assertThatThrownBy(() -> see(isolated).getConnection())
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("the data source jdbc/plant reads what is not committed");
    }

    @Test
    void databaseInMemoryIsRefused() {
        SQLiteDataSource memory = new SQLiteDataSource();
        memory.setUrl("jdbc:sqlite::memory:");
        StoreSettings seen = see(memory).settings();

        assertThatThrownBy(() -> Database.open(seen.seen("jdbc:sqlite::memory:"), memory))
                .isInstanceOf(DatabaseException.class);
        assertThatThrownBy(() -> Database.open(
                        new StoreSettings("jdbc:sqlite:file:plant?mode=memory", null, null, 1_024, "FULL"), memory))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("is a database in memory: nothing would be on disk");
    }

    @Test
    void postgresqlIsSeenAndWhatCannotHoldIsNamed() throws IOException, SQLException {
        try (EmbeddedPostgres postgres = DurablePostgres.start()) {
            PGSimpleDataSource plant = plant(postgres);
            ServerDataSource seen = see(plant);
            assertThat(seen.settings().isSqlite()).isFalse();
            assertThat(seen.settings().location())
                    .isEqualTo("jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres");
            new Schema(seen, seen.settings()).migrate();

            assertRefused(postgres, "-c synchronous_commit=off", "has synchronous_commit=off in PostgreSQL");
            assertRefused(postgres, "-c default_transaction_read_only=on", "leads to a server that only reads");
            assertRefused(
                    postgres,
                    "-c default_transaction_isolation=serializable",
                    "has the transaction isolation serializable");
        }
    }

    private static PGSimpleDataSource plant(EmbeddedPostgres postgres) {
        PGSimpleDataSource plant = new PGSimpleDataSource();
        plant.setServerNames(new String[] {"localhost"});
        plant.setPortNumbers(new int[] {postgres.getPort()});
        plant.setDatabaseName("postgres");
        plant.setUser("postgres");
        return plant;
    }

    private static void assertRefused(EmbeddedPostgres postgres, String options, String why) {
        PGSimpleDataSource plant = plant(postgres);
        plant.setOptions(options);
        ServerDataSource seen = see(plant);
        assertThatThrownBy(() -> new Schema(seen, seen.settings()).migrate())
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("the data source jdbc/plant " + why);
    }

    @Test
    void nameThatNobodyKnowsIsSaidInOneLine() {
        assertThatThrownBy(() -> ServerDataSource.find(SETTINGS, "jdbc/plant"))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining(
                        "holdfast.datasource.jndi is jdbc/plant, and the server has no data source of that name")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void subCommandsAreToldThatOnlyTheServerHasIt() {
        System.setProperty("holdfast.datasource.jndi", "jdbc/plant");
        try {
            StoreSettings settings = SettingsReader.readProcess().store();
            assertThatThrownBy(() -> OfflineDatabase.take(settings))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("holdfast.datasource.url");
        } finally {
            System.clearProperty("holdfast.datasource.jndi");
        }
    }
}
