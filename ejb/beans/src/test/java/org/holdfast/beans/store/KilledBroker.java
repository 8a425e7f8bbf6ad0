package org.holdfast.beans.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.store.connection.ConfiguredDataSource;

/**
 * The files that a killed broker has left: a database with half of its rows in it, and the other half in its log, a commit for
 * each.
 *
 * @param folder where they are
 */
public record KilledBroker(Path folder) {
    public static final int ROWS = 40;
    public static final int PAGE = 4_096;
    private static final List<String> FILES =
            List.of("holdfast.db", "holdfast.db-wal", "holdfast.db-shm", "holdfast.lock");

    /** Leaves them in a folder, with the help of another one. */
    public static KilledBroker in(Path folder, Path workshop) throws SQLException, IOException {
        KilledBroker alive = new KilledBroker(workshop);
        Database database = alive.open();
        try (Connection connection = alive.dataSource().getConnection()) {
            for (int row = 0; row < ROWS; row++) {
                if (row == ROWS / 2) {
                    checkpoint(connection);
                }
                write(connection, row);
            }
            for (String file : FILES) {
                Files.copy(workshop.resolve(file), folder.resolve(file));
            }
        } finally {
            database.close();
        }
        return new KilledBroker(folder);
    }

    private static void checkpoint(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    private static void write(Connection connection, int row) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO retained_message VALUES (?, ?, 1, x'', 'publisher', 1, NULL, 1, 0)")) {
            insert.setString(1, "topic/" + row);
            insert.setBytes(2, payload(row));
            insert.executeUpdate();
        }
    }

    private static byte[] payload(int row) {
        byte[] payload = new byte[700];
        new Random(row).nextBytes(payload);
        return payload;
    }

    public Path file() {
        return folder.resolve("holdfast.db");
    }

    public Path log() {
        return folder.resolve("holdfast.db-wal");
    }

    public Path index() {
        return folder.resolve("holdfast.db-shm");
    }

    public Path lock() {
        return folder.resolve("holdfast.lock");
    }

    public StoreSettings settings() {
        return new StoreSettings("jdbc:sqlite:" + file(), null, null, 1_024, "FULL");
    }

    public ConfiguredDataSource dataSource() {
        return new ConfiguredDataSource(settings());
    }

    /** As the next start does. */
    public Database open() {
        return Database.open(settings(), dataSource());
    }

    /** How many of the rows are there and exact. */
    public int exactRows() throws SQLException {
        int exact = 0;
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT topic, payload FROM retained_message")) {
            while (rows.next()) {
                int row = Integer.parseInt(rows.getString(1).substring("topic/".length()));
                exact += Arrays.equals(rows.getBytes(2), payload(row)) ? 1 : 0;
            }
        }
        return exact;
    }

    /** Writes the log into the database, as somebody does who only opens and closes it. */
    public KilledBroker withoutLog() throws SQLException, IOException {
        try (Connection connection = dataSource().getConnection()) {
            checkpoint(connection);
        }
        Files.deleteIfExists(log());
        Files.deleteIfExists(index());
        return this;
    }

    /** Overwrites bytes of a file. */
    public static void garble(Path file, long position, int length) throws IOException {
        byte[] garbage = new byte[length];
        new Random(position).nextBytes(garbage);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(garbage), position);
        }
    }

    /** Cuts bytes off the end of a file. */
    public static void cut(Path file, long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - bytes);
        }
    }
}
