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
 * A copy of SQLite's file as it is at one moment, made from beside the broker, which may go on writing: a read transaction
 * stops no writer. Any thread.
 *
 * @param settings where the database is
 * @param dataSource makes the connection that copies: in the process of the broker one of the broker's own, because another library
 *     of SQLite takes itself for the only one that has the file, and deletes the log when it closes it
 */
public record SqliteCopy(StoreSettings settings, DataSource dataSource) {
    /** Of a database that only other processes have open, with the same library or another. */
    public static SqliteCopy fromOutside(StoreSettings settings) {
        return new SqliteCopy(settings, new ConfiguredDataSource(settings));
    }

    /**
     * Writes the copy, has the disk take it, and looks whether it is sound.
     *
     * @param file is missing, or empty
     * @return how many topics keep a message in the copy
     * @throws DatabaseException if the database is no file of SQLite, or the copy cannot be made; what there is of it is worth
     *     nothing then
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

    /** SQLite leaves this to the operating system. */
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
