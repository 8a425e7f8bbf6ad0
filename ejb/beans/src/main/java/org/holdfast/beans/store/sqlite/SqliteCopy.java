package org.holdfast.beans.store.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.store.connection.ConfiguredDataSource;
import org.holdfast.beans.store.connection.DatabaseException;
import org.holdfast.beans.store.connection.Failures;

/**
 * Copies SQLite's file as it is at one moment, while the broker may keep writing: a read transaction blocks no writer. Any thread.
 *
 * @param settings the settings of the database
 * @param dataSource creates the connection that copies: in the process of the broker one of the broker's own, because another copy
 *     of the SQLite library assumes that only it has the file open, and deletes the log when it closes the file
 */
public record SqliteCopy(StoreSettings settings, DataSource dataSource) {
    /** Returns the copy of a database that only other processes have open, with the same library or another. */
    public static SqliteCopy fromOutside(StoreSettings settings) {
        return new SqliteCopy(settings, new ConfiguredDataSource(settings));
    }

    /**
     * Writes the copy, forces it to disk, and checks it.
     *
     * @param file the target, missing or empty
     * @return how many topics in the copy have a retained message
     * @throws DatabaseException if the database is not an SQLite file, or the copy fails; an incomplete copy is unusable
     */
    public long writeTo(Path file) {
        if (!settings.isSqlite()) {
            throw new DatabaseException(
                    "the database " + settings.location() + " is not an SQLite file. Back it up with pg_dump.");
        }
        SqliteFiles.requireDatabase(settings);
        try {
            vacuumInto(file);
            force(file);
            return check(file);
        } catch (SQLException | IOException e) {
            throw new DatabaseException("failed to copy " + settings.location() + ": " + Failures.inWords(e), e);
        }
    }

    private void vacuumInto(Path file) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, file.toString());
            vacuum.executeUpdate();
        }
    }

    /** Forces a file to disk, which SQLite leaves to the operating system. */
    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static long check(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection(new SqliteFiles(file).url("immutable=1"))) {
            String verdict = QuickCheck.of(connection);
            if (!verdict.equals(QuickCheck.SOUND)) {
                throw new SQLException("the copy is damaged, and the database may be damaged too: " + verdict);
            }
            return count(connection);
        }
    }

    private static long count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM retained_message")) {
            result.next();
            return result.getLong(1);
        }
    }
}
