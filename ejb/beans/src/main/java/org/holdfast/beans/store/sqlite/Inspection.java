package org.holdfast.beans.store.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.store.connection.DatabaseException;
import org.holdfast.beans.store.connection.Failures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Inspects the files of an SQLite database in a locked folder, before anything is written to them.
 *
 * <p>When connections of this process, such as those of a server's pool, have already read the database, only SQLite itself may
 * read its files: closing a file releases all locks that this process has on it, including those of SQLite.
 *
 * @param settings the settings of the database
 * @param isIndexCurrent whether SQLite's index of its log cannot be older than the log: the machine was not rebooted since
 * @param reader creates a connection for SQLite's own check
 */
public record Inspection(StoreSettings settings, boolean isIndexCurrent, Reader reader) {
    private static final Logger LOG = LoggerFactory.getLogger(Inspection.class);
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int READ_AHEAD = 1 << 20;

    /** Connects to the database, without the settings that connections need before they write. */
    @FunctionalInterface
    public interface Reader {
        Connection connect() throws SQLException;
    }

    /**
     * Checks everything that SQLite itself relies on.
     *
     * @throws DatabaseException if it is damaged, of which a copy is kept, or cannot be read and written
     */
    public void requireSound() {
        SqliteFiles files = new SqliteFiles(settings.file());
        try {
            requireSound(files);
        } catch (IOException e) {
            throw new DatabaseException(
                    "the database " + files.main() + " cannot be read (" + Failures.inWords(e)
                            + "). Give this user read permission.",
                    e);
        }
    }

    private void requireSound(SqliteFiles files) throws IOException {
        if (SqliteFiles.size(files.main()) == 0) {
            requireNoLog(files);
        } else if (OpenFiles.contain(files.index(), settings.jndiName() != null)) {
            LOG.info(
                    "The connection pool read {} before Holdfast could check its log. To let Holdfast check it, remove"
                            + " properties of the pool that make SQLite read the database",
                    files.main());
            requireSoundPages(files);
        } else {
            requireDatabase(files);
            requireWholeLog(files);
            requireWritable(files.main());
            readAhead(files.main());
            requireSoundPages(files);
        }
    }

    /** Rejects an empty database with a log, which SQLite would delete. A new database is an empty file. */
    private static void requireNoLog(SqliteFiles files) throws IOException {
        if (SqliteFiles.size(files.log()) > 0) {
            String state = Files.exists(files.main()) ? "empty" : "missing";
            throw Damage.refusal(
                    files,
                    "the file is " + state + ", but its log " + files.log().getFileName()
                            + " is not. Put the file back, or move the log away to start with an empty database");
        }
    }

    private static void requireDatabase(SqliteFiles files) throws IOException {
        try (InputStream in = Files.newInputStream(files.main())) {
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                throw Damage.refusal(
                        files,
                        "the file is not an SQLite database, or its header was overwritten;"
                                + " if it is another kind of file, set holdfast.sqlite.mounted-file-path to another folder");
            }
        }
    }

    private static void requireWritable(Path file) {
        if (!Files.isWritable(file)) {
            throw new DatabaseException("the database " + file + " is read-only. Give this user write permission,"
                    + " or mount its file system for writing.");
        }
    }

    /** Requires a complete log. With {@code synchronous=NORMAL} a power cut may leave holes in it, as documented. */
    private void requireWholeLog(SqliteFiles files) throws IOException {
        if (!settings.synchronous().equals("FULL")) {
            return;
        }
        LogScan log = SqliteFiles.size(files.log()) == 0 ? new LogScan(0, 0, false) : LogScan.of(files.log());
        if (log.hasLostCommits() || isCutOff(log, files.index())) {
            throw Damage.refusal(
                    files,
                    "its log " + files.log().getFileName() + " is "
                            + (Files.exists(files.log()) ? "intact only up to frame " + log.wholeFrames() : "missing")
                            + ", so acknowledged commits are lost");
        }
    }

    private boolean isCutOff(LogScan log, Path file) throws IOException {
        Optional<LogIndex> index = isIndexCurrent ? LogIndex.of(file) : Optional.empty();
        return index.filter(LogIndex::needsLog)
                .filter(last -> last.salts() != log.salts() || last.frames() > log.wholeFrames())
                .isPresent();
    }

    /** Reads the file into the system's cache sequentially: the check and the loading access it at random. */
    private static void readAhead(Path file) throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(READ_AHEAD);
        try (FileChannel channel = FileChannel.open(file)) {
            while (channel.read(block) >= 0) {
                block.clear();
            }
        }
    }

    private void requireSoundPages(SqliteFiles files) {
        String found;
        try {
            found = quickCheck();
        } catch (SQLException e) {
            if (!Failures.isDamage(e)) {
                throw new DatabaseException(
                        "the database " + files.main() + " cannot be read: " + Failures.inWords(e) + Failures.remedy(e),
                        e);
            }
            found = Failures.inWords(e);
        }
        if (!found.equals(QuickCheck.SOUND)) {
            throw Damage.refusal(files, found);
        }
    }

    /** Takes one to two seconds for a million messages (docs/benchmarks.md). */
    private String quickCheck() throws SQLException {
        try (Connection connection = reader.connect()) {
            return QuickCheck.of(connection);
        }
    }
}
