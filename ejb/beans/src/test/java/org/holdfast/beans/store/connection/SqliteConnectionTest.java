package org.holdfast.beans.store.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.holdfast.beans.settings.StoreSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One connection, as a pool keeps it, through a disk that is full for a while. */
class SqliteConnectionTest {
    @TempDir
    Path folder;

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = dataSource().getConnection();
        execute("CREATE TABLE t (x BLOB)");
        connection.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private ConfiguredDataSource dataSource() {
        return new ConfiguredDataSource(
                new StoreSettings("jdbc:sqlite:" + folder.resolve("holdfast.db"), null, null, 1_024, "FULL"));
    }

    @Test
    void transactionsGoOnAfterAFullDiskHasEndedOneAndItWasRolledBack() throws SQLException {
        fillTheDisk();

        connection.rollback();

        assertTransactionsWork();
    }

    @Test
    void transactionsGoOnAfterAFullDiskHasEndedOneAndSomebodyCommits() throws SQLException {
        fillTheDisk();

        assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);

        assertTransactionsWork();
    }

    @Test
    void commitThatFailsLeavesNothingForTheNext() throws SQLException {
        execute("CREATE TABLE parent (id INTEGER PRIMARY KEY)");
        execute("CREATE TABLE child (id INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED)");
        connection.commit();
        connection.setAutoCommit(true);
        execute("PRAGMA foreign_keys = ON");
        connection.setAutoCommit(false);
        execute("INSERT INTO child VALUES (1)");

        assertThatThrownBy(connection::commit).hasMessageContaining("FOREIGN KEY");

        connection.commit();
        assertThat(count("child")).isZero();
    }

    private void fillTheDisk() throws SQLException {
        connection.setAutoCommit(true);
        execute("PRAGMA max_page_count = 4");
        connection.setAutoCommit(false);
        execute("INSERT INTO t VALUES (x'01')");
        assertThatThrownBy(() -> execute("INSERT INTO t VALUES (zeroblob(100000))"))
                .hasMessageContaining("SQLITE_FULL");
    }

    private void assertTransactionsWork() throws SQLException {
        execute("PRAGMA max_page_count = 1000");
        execute("INSERT INTO t VALUES (x'02')");
        connection.rollback();
        assertThat(count("t")).isZero();

        execute("INSERT INTO t VALUES (x'03')");
        connection.commit();
        assertThat(count("t")).isEqualTo(1);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** As another connection sees it. */
    private int count(String table) throws SQLException {
        try (Connection other = dataSource().getConnection();
                Statement statement = other.createStatement();
                ResultSet result = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            result.next();
            return result.getInt(1);
        }
    }
}
