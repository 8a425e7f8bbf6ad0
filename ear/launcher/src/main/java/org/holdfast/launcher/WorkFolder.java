package org.holdfast.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * The temporary folder of this process, in which the server unpacks itself: 150 MB, which a process that is killed leaves behind.
 * So each of them has a locked file in it, and each start deletes the folders of killed processes.
 *
 * <p>The temporary folder of the machine is shared: an entry with our name may be the trap of another user. Only
 * {@link WorkFolderDeletion} deletes in it.
 *
 * @param path where it is
 */
record WorkFolder(Path path) {
    static final String PREFIX = "holdfast-";
    static final String OWNER_ONLY = "rwx------";
    static final Path LOCK = Path.of("lock");

    private static final String TEMPORARY = "java.io.tmpdir";

    /** Referenced for as long as the process lives: an unreferenced channel is closed, which releases its lock. */
    @SuppressWarnings("UnusedVariable")
    private static @Nullable FileChannel ownLock;

    /** Creates one, and makes everything in this process use it. Call it before anything creates a temporary file. */
    static WorkFolder create() throws IOException {
        Path temporary = Path.of(System.getProperty(TEMPORARY));
        WorkFolder work = createIn(temporary);
        WorkFolderDeletion deletion = new WorkFolderDeletion(temporary, Files.getOwner(work.path));
        deletion.deleteDead(work.path);
        System.setProperty(TEMPORARY, work.path.toString());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> deletion.deleteOwn(work.path), "holdfast-work-folder"));
        return work;
    }

    /** Creates one that is locked, and that no other user can enter from the first moment. */
    static WorkFolder createIn(Path temporary) throws IOException {
        Path path = temporary.resolve(PREFIX + Long.toUnsignedString(new SecureRandom().nextLong(), 36));
        Files.createDirectory(path, ownerOnly(path));
        lockForLife(path);
        return new WorkFolder(path);
    }

    /** Returns the permissions; none where a file system has no such permissions. */
    static FileAttribute<?>[] ownerOnly(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY))
                }
                : new FileAttribute<?>[0];
    }

    /** Locks a file, which gets its name afterwards: until then no process takes this folder for an abandoned one. */
    private static synchronized void lockForLife(Path path) throws IOException {
        Path unnamed = path.resolve("lock.new");
        FileChannel channel = FileChannel.open(unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.lock();
        Files.move(unnamed, path.resolve(LOCK.toString()), StandardCopyOption.ATOMIC_MOVE);
        ownLock = channel;
    }
}
