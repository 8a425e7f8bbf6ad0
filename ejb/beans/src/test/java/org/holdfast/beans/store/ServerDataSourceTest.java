package org.holdfast.beans.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.holdfast.beans.settings.SettingsReader;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.store.connection.DatabaseException;
import org.holdfast.beans.store.connection.PlainDataSource;
import org.holdfast.beans.store.connection.ServerDataSource;
import org.holdfast.beans.store.connection.Transactions;
import org.holdfast.beans.store.offline.OfflineDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
                .hasMessage(
                        "the data source jdbc/plant has synchronous=" + inWords
                                + ", which is weaker than holdfast.sqlite.synchronous=FULL. Set the same value in its properties.");
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
                .hasMessage("the data source jdbc/plant is read-only. Make it writable.");
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
                .hasMessageContaining("the data source jdbc/plant reads uncommitted data");
    }

    @Test
    void databaseInMemoryIsRefused() {
        SQLiteDataSource memory = new SQLiteDataSource();
        memory.setUrl("jdbc:sqlite::memory:");
        assertThat(see(memory).settings().isInMemory()).isTrue();

        for (String url : List.of("jdbc:sqlite::memory:", "jdbc:sqlite:file:plant?mode=memory")) {
            assertThatThrownBy(() -> Database.open(new StoreSettings(url, null, null, 1_024, "FULL"), memory))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("is an in-memory database");
        }
    }

    /** SQLite reads more in a URL than its path; the lock and the log are looked for in the folder of the path. */
    @ParameterizedTest
    @ValueSource(strings = {"a%20b.db", "link/../plant.db"})
    void fileThatIsNotTheOneOfThePlainPathIsRefused(String name) throws IOException {
        Files.createDirectories(folder.resolve("elsewhere/folder"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("elsewhere/folder"));
        SQLiteDataSource devious = new SQLiteDataSource();
        devious.setUrl("jdbc:sqlite:file:" + folder + "/" + name);

        assertThatThrownBy(() -> see(devious).getConnection())
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("the data source jdbc/plant refers to the file ")
                .hasMessageContaining("Name the file by its absolute path");
    }

    /** What a server does with a connection of its pool in a transaction; a rollback that fails leaves it as it is. */
    private static final class OneConnection implements Transactions {
        private static final EntityManager NO_JPA = (EntityManager) Proxy.newProxyInstance(
                OneConnection.class.getClassLoader(),
                new Class<?>[] {EntityManager.class},
                (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.toString());
                });

        private final Connection connection;

        OneConnection(Connection connection) {
            this.connection = connection;
        }

        @Override
        public <T> T inNew(Work<T> work) throws Exception {
            connection.setAutoCommit(false);
            try {
                T result = work.with(NO_JPA);
                connection.commit();
                connection.setAutoCommit(true);
                return result;
            } catch (Exception e) {
                try {
                    connection.rollback();
                    connection.setAutoCommit(true);
                } catch (SQLException again) {
                    e.addSuppressed(again);
                }
                throw e;
            }
        }
    }

    @Test
    void transactionsGoOnAfterAFullDiskHasEndedOne() throws Exception {
        SQLiteDataSource plant = sqlite();
        try (Connection pooled = plant.getConnection()) {
            DataSource pool = new PlainDataSource() {
                @Override
                public Connection getConnection() {
                    return pooled;
                }
            };
            ServerDataSource seen = ServerDataSource.see(kept(pool), SETTINGS, "jdbc/plant");
            Transactions transactions = seen.mending(new OneConnection(pooled));
            execute(seen, "CREATE TABLE plant (state BLOB)");
            execute(seen, "PRAGMA max_page_count = 4");

            assertThatThrownBy(() -> transactions.inNew(none -> {
                        execute(seen, "INSERT INTO plant VALUES ('lost')");
                        return execute(seen, "INSERT INTO plant VALUES (zeroblob(100000))");
                    }))
                    .hasMessageContaining("SQLITE_FULL");

            transactions.inNew(none -> {
                execute(seen, "PRAGMA max_page_count = 1000");
                execute(seen, "INSERT INTO plant VALUES ('kept')");
                assertThat(ask(plant, "SELECT count(*) FROM plant")).isEqualTo("0"); // not before the commit
                return execute(seen, "INSERT INTO plant VALUES ('kept too')");
            });
            assertThat(ask(plant, "SELECT group_concat(state) FROM plant")).isEqualTo("kept,kept too");
        }
    }

    /** The same connections, which nobody but the pool closes. */
    private static DataSource kept(DataSource pool) {
        return new PlainDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                Connection pooled = pool.getConnection();
                return (Connection) Proxy.newProxyInstance(
                        ServerDataSourceTest.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("close")) {
                                return null;
                            }
                            if (method.getName().equals("unwrap")) {
                                return pooled;
                            }
                            try {
                                return method.invoke(pooled, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
            }
        };
    }

    private static boolean execute(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
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
            assertRefused(postgres, "-c default_transaction_read_only=on", "refers to a read-only server");
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
                        "holdfast.datasource.jndi is jdbc/plant, but the server has no data source of that name")
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
