package org.holdfast.beans.store.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.store.Database;
import org.holdfast.beans.store.DurablePostgres;
import org.holdfast.beans.store.Schema;
import org.holdfast.beans.store.connection.ConfiguredDataSource;
import org.holdfast.beans.store.connection.DatabaseException;
import org.holdfast.beans.store.connection.DatabaseInUseException;
import org.holdfast.beans.store.connection.NewerDatabaseException;
import org.holdfast.beans.store.offline.ImportTransaction;
import org.holdfast.beans.store.offline.OfflineDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two brokers at one real PostgreSQL, as far as they are its owners. */
class OwnershipTest {
    private static final long LIMIT_SECONDS = 60;
    private static final Clock CLOCK = Clock.systemUTC();

    /** Longer than an owner takes to look. */
    private static final Duration SOME_LOOKS = Duration.ofSeconds(3);

    private static EmbeddedPostgres postgres;
    private static StoreSettings settings;
    private static DataSource dataSource;

    private Ownership first;

    @BeforeAll
    static void start() throws IOException {
        postgres = DurablePostgres.start();
        settings = new StoreSettings(postgres.getJdbcUrl("postgres", "postgres"), "postgres", null, 1_024, "FULL");
        dataSource = new ConfiguredDataSource(settings);
        new Schema(dataSource, settings).migrate();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void take() {
        first = Ownership.take(dataSource, settings);
        first.claim();
    }

    @AfterEach
    void letGo() {
        first.close();
    }

    @Test
    void secondIsToldWhoHasTheDatabase() {
        assertThatThrownBy(() -> Ownership.take(dataSource, settings))
                .isInstanceOf(DatabaseInUseException.class)
                .hasMessageContaining("another Holdfast uses the database " + settings.location())
                .hasMessageContaining(
                        "Holdfast, process " + ProcessHandle.current().pid() + " of ")
                .hasMessageContaining("(connected from 127.0.0.1 since 2")
                .hasMessageContaining("holdfast.datasource.standby=wait");
    }

    @Test
    void databaseIsFreeAfterTheEnd() throws SQLException {
        first.close();
        try (Ownership second = Ownership.take(dataSource, settings)) {
            second.claim();
            assertMayWrite(second);
        }
    }

    @Test
    void tablesInAnotherSchemaAreAnotherDatabase() throws SQLException {
        execute("CREATE SCHEMA other");
        String url = settings.url() + (settings.url().contains("?") ? "&" : "?") + "currentSchema=other";
        StoreSettings other = new StoreSettings(url, "postgres", null, 1_024, "FULL");

        Ownership.take(new ConfiguredDataSource(other), other).close();
    }

    @Test
    void ownerWhoseSessionIsDroppedCanWriteNothingAfterAnotherHasTakenOver() throws Exception {
        dropSessionsWithLocks();
        try (Ownership second = Ownership.take(dataSource, settings)) {
            second.claim();

            assertMayNotWrite(first);
            assertMayWrite(second);
            CompletableFuture<String> lost = new CompletableFuture<>();
            first.watch(Thread::new, lost::complete);
            assertThat(lost.get(LIMIT_SECONDS, TimeUnit.SECONDS)).startsWith("Holdfast, process ");
        }
    }

    @Test
    void transactionThatIsUnderWayIsEndedWhenAnotherTakesOver() throws SQLException {
        try (Connection asleep = dataSource.getConnection()) {
            asleep.setAutoCommit(false);
            first.require(asleep);
            dropSessionsWithLocks();
            try (Ownership second = Ownership.take(dataSource, settings)) {
                second.claim();

                assertThatThrownBy(asleep::commit).isInstanceOf(SQLException.class);
                assertMayWrite(second);
            }
        }
    }

    /** In it the table has the same number. */
    @Test
    void transactionsInACopyOfTheDatabaseAreNotEnded() throws SQLException {
        first.close();
        execute("CREATE DATABASE copy TEMPLATE postgres", "template1");
        try {
            first = Ownership.take(dataSource, settings);
            first.claim();
            try (Connection inCopy = postgres.getDatabase("postgres", "copy").getConnection();
                    Connection asleep = dataSource.getConnection()) {
                inCopy.setAutoCommit(false);
                lockEpoch(inCopy);
                asleep.setAutoCommit(false);
                first.require(asleep);
                dropSessionsWithLocks();
                try (Ownership second = Ownership.take(settings)) {
                    second.claim();
                }
                assertThatThrownBy(asleep::commit).isInstanceOf(SQLException.class);
                inCopy.commit();
            }
        } finally {
            execute("DROP DATABASE copy", "template1");
        }
    }

    private static void lockEpoch(Connection inTransaction) throws SQLException {
        try (Statement statement = inTransaction.createStatement()) {
            statement.execute("SELECT epoch FROM broker_owner FOR SHARE");
        }
    }

    @Test
    void databaseThatCannotHoldEachTopicIsRefused() throws SQLException {
        execute("CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0", "template1");
        StoreSettings latin =
                new StoreSettings(postgres.getJdbcUrl("postgres", "latin"), "postgres", null, 1_024, "FULL");

        assertThatThrownBy(() -> Database.open(latin, new ConfiguredDataSource(latin)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("has the encoding LATIN1")
                .hasMessageContaining("Use a database with ENCODING 'UTF8'");
    }

    @Test
    void ownerWhoseSessionIsDroppedTakesTheLockAgainWhenNobodyHas() throws Exception {
        CompletableFuture<String> lost = new CompletableFuture<>();
        first.watch(Thread::new, lost::complete);
        dropSessionsWithLocks();

        awaitLock();
        assertMayWrite(first);
        assertThat(lost).isNotDone();
    }

    @Test
    void watchEndsWithTheOwnership() throws Exception {
        CompletableFuture<Thread> watcher = new CompletableFuture<>();
        CompletableFuture<String> lost = new CompletableFuture<>();
        first.watch(
                task -> {
                    Thread thread = new Thread(task);
                    watcher.complete(thread);
                    return thread;
                },
                lost::complete);
        first.close();

        watcher.get().join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
        assertThat(watcher.get().isAlive()).isFalse();
        assertThat(lost).isNotDone();
    }

    /** After a failover to a server that has not got the last epoch, or the restore of an older backup. */
    @Test
    void ownersWhoBeginWithTheSameEpochComeToDifferentOnes() throws SQLException {
        execute("UPDATE broker_owner SET epoch = 0");
        first.claim();
        dropSessionsWithLocks();
        execute("UPDATE broker_owner SET epoch = 0");
        try (Ownership second = Ownership.take(settings)) {
            second.claim();

            assertMayWrite(second);
            assertMayNotWrite(first);
        }
    }

    @Test
    void importTakesTheDatabaseFromABrokerThatHasLostIt() throws SQLException {
        dropSessionsWithLocks();
        try (OfflineDatabase database = OfflineDatabase.take(settings)) {
            database.begin(CLOCK, 0, ImportTransaction.Existing.REPLACE).commit();

            assertMayNotWrite(first);
        }
    }

    @Test
    void brokerTakesTheDatabaseFromAnImportThatHasLostIt() throws SQLException {
        first.close();
        OfflineDatabase database = OfflineDatabase.take(settings);
        try {
            ImportTransaction begun = database.begin(CLOCK, 0, ImportTransaction.Existing.REPLACE);
            dropSessionsWithLocks();
            try (Ownership second = Ownership.take(settings)) {
                second.claim();

                assertThatThrownBy(begun::commit).isInstanceOf(DatabaseException.class);
                assertThatThrownBy(() -> database.begin(CLOCK, 0, ImportTransaction.Existing.REPLACE))
                        .isInstanceOf(DatabaseException.class);
                assertMayWrite(second);
            }
        } finally {
            database.close();
        }
    }

    @Test
    void brokerThatIsTooOldForTheTablesTakesThemFromNobody() throws SQLException {
        dropSessionsWithLocks();
        execute("INSERT INTO flyway_schema_history SELECT 99, '99', 'from the future', type, 'V99__future.sql', 7,"
                + " installed_by, installed_on, 1, TRUE FROM flyway_schema_history WHERE installed_rank = 1");
        try {
            assertThatThrownBy(() -> Database.open(settings, dataSource)).isInstanceOf(NewerDatabaseException.class);

            assertMayWrite(first);
        } finally {
            execute("DELETE FROM flyway_schema_history WHERE installed_rank = 99");
        }
    }

    /** A process that is stopped, or a machine behind a network that takes everything and gives nothing. */
    @Test
    void serverThatTakesTheConnectionAndSaysNothingIsNotWaitedForLong() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            StoreSettings toNobody = new StoreSettings(
                    "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/plant", "plant", null, 1_024, "FULL");
            CompletableFuture<Throwable> answer =
                    CompletableFuture.supplyAsync(() -> catchThrowable(() -> Ownership.take(toNobody)));

            assertThat(answer).succeedsWithin(Duration.ofSeconds(LIMIT_SECONDS)).satisfies(failure -> assertThat(
                            failure)
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("cannot be opened"));
        }
    }

    @Test
    void leaseEndsWithTheDatabaseAndIsHeldAgainWithIt() throws Exception {
        CompletableFuture<Void> renewed = new CompletableFuture<>();
        CompletableFuture<String> lost = new CompletableFuture<>();
        first.onRenewal(() -> renewed.complete(null));
        first.watch(Thread::new, lost::complete);
        execute("ALTER DATABASE postgres WITH ALLOW_CONNECTIONS false", "template1");
        try {
            execute("SELECT pg_terminate_backend(pid, 10000) FROM pg_locks WHERE locktype = 'advisory'", "template1");
            await(() -> !first.isHeld());
            assertThat(renewed).isNotDone();
        } finally {
            execute("ALTER DATABASE postgres WITH ALLOW_CONNECTIONS true", "template1");
        }

        assertThat(renewed).succeedsWithin(Duration.ofSeconds(LIMIT_SECONDS));
        assertThat(first.isHeld()).isTrue();
        assertThat(lost).isNotDone();
    }

    @Test
    void nextOwnerWaitsForTheEndOfTheLeaseOfOneThatHasNotSaidGoodbye() throws SQLException {
        dropSessionsWithLocks();
        try (Ownership second = Ownership.take(settings)) {
            second.claimWhatIsThere();
            second.awaitEndOfLease();

            assertThat(first.isHeld()).isFalse();
        }
        try (Ownership third = Ownership.take(settings)) {
            third.claimWhatIsThere();
            third.awaitEndOfLease();

            assertThat(third.isHeld()).isTrue(); // it has not waited for so long
        }
    }

    @Test
    void ownerThatEndsAtOnceDoesNotSayGoodbyeForTheOneBefore() throws SQLException {
        dropSessionsWithLocks();
        try (Ownership second = Ownership.take(settings)) {
            second.claimWhatIsThere();
        }
        try (Ownership third = Ownership.take(settings)) {
            third.claimWhatIsThere();
            third.awaitEndOfLease();

            assertThat(first.isHeld()).isFalse();
        }
    }

    @Test
    void rehearsalOfAnImportTakesTheDatabaseFromNobody() throws SQLException {
        dropSessionsWithLocks();
        try (OfflineDatabase database = OfflineDatabase.forRehearsal(settings)) {
            database.begin(CLOCK, 0, ImportTransaction.Existing.REPLACE).outcome();
        }
        assertMayWrite(first);
    }

    @Test
    void whoReadsTheEpochIsInNobodysWay() throws SQLException {
        try (Connection backup = dataSource.getConnection();
                Statement statement = backup.createStatement()) {
            backup.setAutoCommit(false);
            statement.execute("SELECT epoch FROM broker_owner");
            dropSessionsWithLocks();
            try (Connection asleep = dataSource.getConnection()) {
                asleep.setAutoCommit(false);
                first.require(asleep);
                try (Ownership second = Ownership.take(settings)) {
                    second.claim();
                }
            }
            statement.execute("SELECT 1");
            backup.rollback();
        }
    }

    private static void assertMayWrite(Ownership owner) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            owner.require(connection);
            connection.commit();
        }
    }

    private static void assertMayNotWrite(Ownership owner) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> owner.require(connection))
                    .isInstanceOf(DatabaseInUseException.class)
                    .hasMessageContaining("another Holdfast took over");
            connection.rollback();
        }
    }

    private static void dropSessionsWithLocks() throws SQLException {
        execute("SELECT pg_terminate_backend(pid, 10000) FROM pg_locks WHERE locktype = 'advisory'");
    }

    /** Waits until somebody has the lock again. */
    private static void awaitLock() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (System.nanoTime() < deadline) {
            Thread.sleep(SOME_LOOKS.toMillis());
            try {
                Ownership.take(dataSource, settings).close();
            } catch (DatabaseInUseException e) {
                return;
            }
        }
        throw new AssertionError("nobody has taken the lock again");
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private static void execute(String sql) throws SQLException {
        execute(sql, "postgres");
    }

    private static void execute(String sql, String database) throws SQLException {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
