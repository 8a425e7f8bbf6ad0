package org.holdfast.beans.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The folder of SQLite's file, taken for one broker alone: a second one would not see what this one keeps in memory.
 *
 * <p>The lock is on a file of its own, because closing any handle to SQLite's file ends SQLite's own locks on it. Whoever
 * dies lets go of it.
 */
final class DataFolder implements AutoCloseable {
    /** No folder: the database is a server. */
    static final DataFolder NONE = new DataFolder(null);

    private static final String LOCK = "holdfast.lock";
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private final @Nullable FileChannel lock;

    private DataFolder(@Nullable FileChannel lock) {
        this.lock = lock;
    }

    /**
     * Takes the folder of the database file, which is made if it is missing.
     *
     * @throws DatabaseException if it cannot be written, another broker has it, or the file is no database
     */
    static DataFolder take(Path file) {
        Path folder = file.getParent();
        if (folder == null) {
            throw new DatabaseException(file + " is no file in a folder: set holdfast.sqlite.mounted-file-path.");
        }
        make(folder);
        DataFolder taken = new DataFolder(lock(folder));
        try {
            requireDatabase(file);
            return taken;
        } catch (DatabaseException e) {
            taken.close();
            throw e;
        }
    }

    private static void make(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new DatabaseException(
                    "the data folder " + folder + " is a file: set holdfast.sqlite.mounted-file-path to a folder.");
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new DatabaseException(
                    "the data folder " + folder + " is missing and cannot be made (" + inWords(e)
                            + "): make it, or set holdfast.sqlite.mounted-file-path to another.",
                    e);
        }
    }

    private static FileChannel lock(Path folder) {
        try {
            FileChannel channel =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                throw new FolderInUseException("another Holdfast uses the data folder " + folder
                        + ": stop it, or set holdfast.sqlite.mounted-file-path to another folder.");
            }
            return channel;
        } catch (IOException e) {
            throw new DatabaseException(
                    "the data folder " + folder + " cannot be written (" + inWords(e)
                            + "): allow it to this user, or set holdfast.sqlite.mounted-file-path to another folder.",
                    e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) { // a broker in this very process
            return false;
        }
    }

    /** Looks at the file before SQLite does; an empty one, which SQLite makes before it writes, is fine. */
    private static void requireDatabase(Path file) {
        if (!Files.exists(file)) {
            return;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(MAGIC.length);
            if (head.length > 0 && !Arrays.equals(head, MAGIC)) {
                throw new DatabaseException(file + " is not a database of SQLite and has been left as it is:"
                        + " move it away, or set holdfast.sqlite.mounted-file-path to another folder.");
            }
        } catch (IOException e) {
            throw new DatabaseException(
                    "the database " + file + " cannot be read (" + inWords(e) + "): allow it to this user.", e);
        }
    }

    private static String inWords(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "") + ": " + e.getMessage();
    }

    /** Lets go of the folder. */
    @Override
    public void close() {
        if (lock == null) {
            return;
        }
        try {
            lock.close();
        } catch (IOException e) {
            throw new DatabaseException("the lock of the data folder cannot be closed: " + inWords(e), e);
        }
    }
}
