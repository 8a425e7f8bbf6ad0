package org.holdfast.beans.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
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
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final int BOOT_LENGTH = 64;

    private final @Nullable FileChannel lock;

    private DataFolder(@Nullable FileChannel lock) {
        this.lock = lock;
    }

    /**
     * Takes the folder of the database file, which is made if it is missing.
     *
     * @throws DatabaseException if it cannot be written, or another broker has it
     */
    static DataFolder take(Path file) {
        Path folder = file.getParent();
        if (folder == null) {
            throw new DatabaseException(file + " is no file in a folder: set holdfast.sqlite.mounted-file-path.");
        }
        make(folder);
        DataFolder taken = new DataFolder(lock(folder));
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
                    "the data folder " + folder + " is a file: set holdfast.sqlite.mounted-file-path to a folder.");
        }
        try {
            OwnerOnly.createFolder(folder);
        } catch (IOException e) {
            throw new DatabaseException(
                    "the data folder " + folder + " is missing and cannot be made (" + inWords(e)
                            + "): make it, or set holdfast.sqlite.mounted-file-path to another.",
                    e);
        }
    }

    private static FileChannel lock(Path folder) {
        try {
            FileChannel channel = OwnerOnly.open(
                    folder.resolve(LOCK),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
            if (!isLocked(channel)) {
                channel.close();
                throw new DatabaseInUseException("another Holdfast uses the data folder " + folder
                        + ": stop it, or set holdfast.sqlite.mounted-file-path to another folder.");
            }
            return channel;
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    private static DatabaseException unwritable(Path folder, IOException e) {
        return new DatabaseException(
                "the data folder " + folder + " cannot be written (" + inWords(e)
                        + "): allow it to this user, or set holdfast.sqlite.mounted-file-path to another folder.",
                e);
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) { // a broker in this very process
            return false;
        }
    }

    /** Whether a broker has had the folder since this machine was started. */
    boolean isOfThisBoot() {
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

    /** Takes a note for {@link #isOfThisBoot}. */
    void noteBoot() {
        if (lock == null) {
            return;
        }
        try {
            lock.truncate(0).write(ByteBuffer.wrap(boot().getBytes(US_ASCII)), 0);
        } catch (IOException e) {
            throw new DatabaseException(
                    "the data folder cannot be written (" + inWords(e) + "): make room on its disk.", e);
        }
    }

    /** What names the time since this machine was started; empty where there is no such name. */
    private static String boot() throws IOException {
        return Files.exists(BOOT) ? Files.readString(BOOT, US_ASCII).strip() : "";
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
