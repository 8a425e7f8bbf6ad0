package org.holdfast.beans.store.connection;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Creates files and folders that only their owner can read, from the first moment: they hold messages, and hashes of passwords and
 * keys. On a file system without such permissions they are created like any others. Any thread.
 */
public final class OwnerOnly {
    public static final Set<PosixFilePermission> READ_WRITE = PosixFilePermissions.fromString("rw-------");

    private static final Set<PosixFilePermission> READ_WRITE_ENTER = PosixFilePermissions.fromString("rwx------");

    private OwnerOnly() {}

    /** Creates a folder and its parents where they are missing; existing ones are not changed. */
    public static void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder, attributes(folder, READ_WRITE_ENTER));
    }

    /**
     * Creates an empty file if there is none. SQLite gives its log and its index the permissions of the database, so these are
     * protected too. An existing file is not opened: closing it would release SQLite's locks.
     */
    public static void createFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            try {
                Files.createFile(file, attributes(file, READ_WRITE));
            } catch (FileAlreadyExistsException e) { // another connection was faster
                return;
            }
        }
    }

    /** Opens a file; if the options create it, only its owner can read it. */
    public static FileChannel open(Path file, Set<? extends OpenOption> options) throws IOException {
        return FileChannel.open(file, options, attributes(file, READ_WRITE));
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
