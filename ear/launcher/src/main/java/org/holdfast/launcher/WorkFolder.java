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
 * The temporary folder of this process, in which the server unpacks itself: 150 MB, which a process that is killed leaves
 * behind. So each of them has a locked file in it, and whoever starts deletes the folders of the dead.
 *
 * <p>The temporary folder of the machine is everybody's: what lies there under our name may be somebody else's trap. Only
 * {@link WorkFolderDeletion} deletes in it.
 *
 * @param path where it is
 */
record WorkFolder(Path path) {
    static final String PREFIX = "holdfast-";
    static final String OWNER_ONLY = "rwx------";
    static final Path LOCK = Path.of("lock");

    private static final String TEMPORARY = "java.io.tmpdir";

    /** Held for as long as the process lives: a channel that nobody refers to is closed, and its lock gone with it. */
    @SuppressWarnings("UnusedVariable")
    private static @Nullable FileChannel ownLock;

    /** Makes one, and has everything in this process use it. To be called before anything has made a temporary file. */
    static WorkFolder create() throws IOException {
        Path temporary = Path.of(System.getProperty(TEMPORARY));
        WorkFolder work = createIn(temporary);
        WorkFolderDeletion deletion = new WorkFolderDeletion(temporary, Files.getOwner(work.path));
        deletion.deleteDead(work.path);
        System.setProperty(TEMPORARY, work.path.toString());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> deletion.deleteOwn(work.path), "holdfast-work-folder"));
        return work;
    }

    /** Makes one that is locked, and that nobody else can look into from the first moment. */
    static WorkFolder createIn(Path temporary) throws IOException {
        Path path = temporary.resolve(PREFIX + Long.toUnsignedString(new SecureRandom().nextLong(), 36));
        Files.createDirectory(path, ownerOnly(path));
        lockForLife(path);
        return new WorkFolder(path);
    }

    /** None where a file system has no such permissions. */
    static FileAttribute<?>[] ownerOnly(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY))
                }
                : new FileAttribute<?>[0];
    }

    /** The file gets its name when it is locked, so that nobody takes this folder for one of the dead before. */
    private static synchronized void lockForLife(Path path) throws IOException {
        Path unnamed = path.resolve("lock.new");
        FileChannel channel = FileChannel.open(unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.lock();
        Files.move(unnamed, path.resolve(LOCK.toString()), StandardCopyOption.ATOMIC_MOVE);
        ownLock = channel;
    }
}
