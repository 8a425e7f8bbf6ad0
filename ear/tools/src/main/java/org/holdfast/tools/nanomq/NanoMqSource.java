package org.holdfast.tools.nanomq;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.holdfast.beans.store.sqlite.SqliteFiles;
import org.holdfast.beans.transfer.BadMessageException;
import org.holdfast.beans.transfer.Import;
import org.holdfast.beans.transfer.MessageSource;
import org.holdfast.beans.transfer.TransferException;

/**
 * The retained messages in NanoMQ's database, which is only read.
 *
 * @param file the database, {@code nano_qos_db.db}
 * @param maximumMessage the largest message that is taken, in bytes
 */
public record NanoMqSource(Path file, int maximumMessage) implements MessageSource {
    private static final String ALL = "SELECT CAST(topic AS BLOB), proto_ver, length(msg), msg FROM t_retain";

    @Override
    public void readInto(Import messages) throws IOException {
        if (!Files.isReadable(file)) {
            throw new TransferException("there is no file " + file + " that can be read.");
        }
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ALL)) {
            while (rows.next()) {
                read(rows, messages);
            }
        } catch (SQLException e) {
            throw new TransferException(file + " cannot be read as a NanoMQ database: " + e.getMessage() + ".", e);
        }
    }

    /** Returns the JDBC URL. Without a log, the file is opened as immutable: no lock and no new file. */
    private String url() throws IOException {
        SqliteFiles files = new SqliteFiles(file);
        return files.url(SqliteFiles.size(files.log()) > 0 ? "mode=ro" : "immutable=1");
    }

    private void read(ResultSet row, Import messages) throws SQLException {
        byte[] topic = row.getBytes(1);
        String name = topic == null ? "" : new String(topic, StandardCharsets.UTF_8);
        String origin = "topic " + name;
        if (row.getLong(3) > maximumMessage) {
            messages.refuse(origin, "larger than holdfast.mqtt.max-packet-size: raise that setting");
            return;
        }
        byte[] blob = row.getBytes(4);
        try {
            NanoMqRow read = new NanoMqRow(name, row.getInt(2), ByteBuffer.wrap(blob == null ? new byte[0] : blob));
            messages.add(origin, read.message(messages.now()));
        } catch (BadMessageException e) {
            messages.refuse(origin, e.reason());
        }
    }
}
