package org.holdfast.beans.store.sqlite;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.holdfast.beans.store.connection.DatabaseException;
import org.holdfast.beans.store.connection.DatabaseInUseException;
import org.holdfast.beans.store.connection.OwnerOnly;
import org.jspecify.annotations.Nullable;

/**
 * The folder of SQLite's file, locked for one broker alone: a second one would not see what this one holds in memory.
 *
 * <p>The lock is on a file of its own, because closing any handle to SQLite's file releases SQLite's own locks on it. The system
 * releases the lock of a process that dies. For the same reason a second broker in this very process, of another application, must
 * not even open the lock file: the folders locked here are in the system properties, which all applications share.
 */
public final class DataFolder implements AutoCloseable {
    /** No folder: the database is a server. */
    public static final DataFolder NONE = new DataFolder(null, "");

    private static final String LOCK = "holdfast.lock";
    private static final String TAKEN = "org.holdfast.taken.";
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final int BOOT_LENGTH = 64;

    private final @Nullable FileChannel lock;

    /** The system property that marks the folder as locked. */
    private final String mark;

    private DataFolder(@Nullable FileChannel lock, String mark) {
        this.lock = lock;
        this.mark = mark;
    }

    /**
     * Locks the folder of the database file, and creates it if it is missing.
     *
     * @throws DatabaseException if it cannot be written, or another broker has locked it
     */
    public static DataFolder take(Path file) {
        Path folder = file.getParent();
        if (folder == null) {
            throw new DatabaseException(file + " is not a file in a folder. Set holdfast.sqlite.mounted-file-path.");
        }
        make(folder);
        requireOneName(file);
        DataFolder taken = take(folder, TAKEN + real(folder));
        try {
            new FolderPermissions(file, folder.resolve(LOCK)).closeToOthers();
            return taken;
        } catch (IOException e) {
            taken.close();
            throw unwritable(folder, e);
        } catch (DatabaseException e) {
            taken.close();
            throw e;
        }
    }

    private static void make(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new DatabaseException(
                    "the data folder " + folder + " is a file. Set holdfast.sqlite.mounted-file-path to a folder.");
        }
        try {
            OwnerOnly.createFolder(folder);
        } catch (IOException e) {
            throw new DatabaseException(
                    "the data folder " + folder + " does not exist and cannot be created (" + inWords(e)
                            + "). Create it, or set holdfast.sqlite.mounted-file-path to another folder.",
                    e);
        }
    }

    /** Rejects links: by another name of the file, its log and this folder's lock would not be found. */
    private static void requireOneName(Path file) {
        try {
            if (Files.isSymbolicLink(file)) {
                throw new DatabaseException(
                        "the database " + file + " is a symbolic link to " + Files.readSymbolicLink(file)
                                + ", and SQLite keeps its log beside the target. Name the target itself.");
            }
            if (Files.exists(file)
                    && file.getFileSystem().supportedFileAttributeViews().contains("unix")
                    && (Integer) Files.getAttribute(file, "unix:nlink") > 1) {
                throw new DatabaseException("the database " + file
                        + " has several hard links, each of which would have its own log. Remove all but one.");
            }
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    private static DataFolder take(Path folder, String mark) {
        if (System.getProperties().putIfAbsent(mark, "") != null) {
            throw inUse(folder);
        }
        try {
            return new DataFolder(lock(folder), mark);
        } catch (RuntimeException e) {
            System.clearProperty(mark);
            throw e;
        }
    }

    private static FileChannel lock(Path folder) {
        try {
            FileChannel channel = OwnerOnly.open(
                    folder.resolve(LOCK),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
            if (channel.tryLock() == null) {
                channel.close();
                throw inUse(folder);
            }
            return channel;
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    private static DatabaseInUseException inUse(Path folder) {
        return new DatabaseInUseException("another Holdfast uses the data folder " + folder
                + ". Stop it, or set holdfast.sqlite.mounted-file-path to another folder.");
    }

    private static DatabaseException unwritable(Path folder, IOException e) {
        return new DatabaseException(
                "the data folder " + folder + " cannot be written (" + inWords(e)
                        + "). Give this user write permission, or set holdfast.sqlite.mounted-file-path to another folder.",
                e);
    }

    /** Whether a broker has used the folder since this machine was booted. */
    public boolean isOfThisBoot() {
        if (lock == null) {
            return false;
        }
        try {
            ByteBuffer noted = ByteBuffer.allocate(BOOT_LENGTH);
            lock.read(noted, 0);
            String boot = boot();
            return !boot.isEmpty() && boot.equals(new String(noted.array(), 0, noted.position(), US_ASCII));
        } catch (IOException e) {
            throw new DatabaseException("the lock of the data folder cannot be read: " + inWords(e), e);
        }
    }

    /** Records the current boot for {@link #isOfThisBoot}. */
    public void noteBoot() {
        if (lock == null) {
            return;
        }
        try {
            lock.truncate(0).write(ByteBuffer.wrap(boot().getBytes(US_ASCII)), 0);
        } catch (IOException e) {
            throw new DatabaseException(
                    "the data folder cannot be written (" + inWords(e) + "). Free space on its disk.", e);
        }
    }

    /** Returns the identifier of the current boot; empty where there is none. */
    private static String boot() throws IOException {
        return Files.exists(BOOT) ? Files.readString(BOOT, US_ASCII).strip() : "";
    }

    private static String inWords(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "") + ": " + e.getMessage();
    }

    /** Releases the folder. */
    @Override
    public void close() {
        if (lock == null) {
            return;
        }
        try {
            lock.close();
        } catch (IOException e) {
            throw new DatabaseException("the lock of the data folder cannot be closed: " + inWords(e), e);
        } finally {
            System.clearProperty(mark);
        }
    }
}
