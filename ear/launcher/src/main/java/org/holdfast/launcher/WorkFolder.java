package org.holdfast.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The temporary folder of this process, in which the server unpacks itself: 150 MB, which a process that is killed leaves
 * behind. So each of them has a locked file in it, and whoever starts deletes the folders of the dead.
 *
 * @param path where it is
 */
record WorkFolder(Path path) {
    private static final String TEMPORARY = "java.io.tmpdir";
    private static final String PREFIX = "holdfast-";
    private static final String LOCK = "lock";

    /** Held for as long as the process lives: a channel that nobody refers to is closed, and its lock gone with it. */
    @SuppressWarnings("UnusedVariable")
    private static @Nullable FileChannel ownLock;

    /** Makes one, and has everything in this process use it. To be called before anything has made a temporary file. */
    static WorkFolder create() throws IOException {
        Path temporary = Path.of(System.getProperty(TEMPORARY));
        deleteDead(temporary);
        Path path = temporary.resolve(PREFIX + Long.toUnsignedString(new SecureRandom().nextLong(), 36));
        Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        lockForLife(path);
        System.setProperty(TEMPORARY, path.toString());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(path), "holdfast-work-folder"));
        return new WorkFolder(path);
    }

    private static synchronized void lockForLife(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.lock();
        ownLock = channel;
    }

    private static void deleteDead(Path temporary) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, PREFIX + "*")) {
            for (Path folder : folders) {
                if (isDead(folder)) {
                    delete(folder);
                }
            }
        }
    }

    /** Whether nobody has the lock of the folder; one without a lock file is somebody else's, or just being made. */
    private static boolean isDead(Path folder) {
        try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (IOException | OverlappingFileLockException e) { // no lock file, or this process has it
            return false;
        }
    }

    /** Deletes what can be deleted; as long as something is left, so is the lock, for the next start to find. */
    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .filter(file -> !file.equals(folder.resolve(LOCK)))
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            return;
        }
        String[] left = folder.toFile().list();
        if (left != null && left.length == 1) {
            folder.resolve(LOCK).toFile().delete();
            folder.toFile().delete();
        }
    }
}
