package org.holdfast.launcher;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Deletes work folders of this user, and nothing else: a user who may write to the temporary folder of the machine must not be able
 * to lead this process to other files. So a folder is entered through the handle of its parent and never by a link, and is changed
 * only when its handle shows that it belongs to this user and nobody else may enter it.
 *
 * @param temporary where the work folders are
 * @param owner this user
 */
record WorkFolderDeletion(Path temporary, UserPrincipal owner) {
    /**
     * Deletes the folders of killed processes. Where Java has no handles of folders (it has on Linux) they remain.
     *
     * @param own that of this process, whose lock is not even opened: the system releases it when any handle to it is closed
     */
    void deleteDead(Path own) throws IOException {
        try (DirectoryStream<Path> handle = Files.newDirectoryStream(temporary, WorkFolder.PREFIX + "*")) {
            if (handle instanceof SecureDirectoryStream<Path> parent) {
                for (Path folder : parent) {
                    if (!folder.equals(own)) {
                        deleteIfDead(parent, folder.getFileName());
                    }
                }
            }
        }
    }

    /** Deletes the folder of this process, which has its lock. */
    void deleteOwn(Path own) {
        try (DirectoryStream<Path> handle = Files.newDirectoryStream(temporary)) {
            if (handle instanceof SecureDirectoryStream<Path> parent) {
                try (SecureDirectoryStream<Path> folder = enter(parent, own.getFileName())) {
                    delete(parent, own.getFileName(), folder);
                }
            } else {
                deleteByPath(own);
            }
        } catch (IOException | UncheckedIOException | DirectoryIteratorException e) { // the next start finds it
            return;
        }
    }

    /** Deletes a folder whose lock nobody holds; a folder without a lock file is just being created. */
    private void deleteIfDead(SecureDirectoryStream<Path> parent, Path name) {
        try (SecureDirectoryStream<Path> folder = enter(parent, name)) {
            if (isPrivate(folder)) {
                try (FileChannel lock = openLock(folder)) {
                    if (lock.tryLock() != null) {
                        delete(parent, name, folder);
                    }
                }
            }
        } catch (IOException
                | DirectoryIteratorException
                | OverlappingFileLockException e) { // a link, no lock file, or this process has the lock
            return;
        }
    }

    private static SecureDirectoryStream<Path> enter(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        return parent.newDirectoryStream(name, NOFOLLOW_LINKS);
    }

    private boolean isPrivate(SecureDirectoryStream<Path> folder) throws IOException {
        PosixFileAttributes attributes =
                folder.getFileAttributeView(PosixFileAttributeView.class).readAttributes();
        return attributes.owner().equals(owner)
                && PosixFilePermissions.toString(attributes.permissions()).equals(WorkFolder.OWNER_ONLY);
    }

    private static FileChannel openLock(SecureDirectoryStream<Path> folder) throws IOException {
        return (FileChannel) folder.newByteChannel(WorkFolder.LOCK, Set.of(StandardOpenOption.WRITE, NOFOLLOW_LINKS));
    }

    /** Deletes what can be deleted; as long as something is left, the lock file remains for the next start. */
    private static void delete(SecureDirectoryStream<Path> parent, Path name, SecureDirectoryStream<Path> folder)
            throws IOException {
        boolean isEmpty = true;
        for (Path entry : folder) {
            isEmpty &= entry.getFileName().equals(WorkFolder.LOCK) || deleteEntry(folder, entry.getFileName());
        }
        if (isEmpty) {
            folder.deleteFile(WorkFolder.LOCK);
            parent.deleteDirectory(name);
        }
    }

    /**
     * Deletes a file, a link, or a folder with all that is in it; returns whether it is no longer there. The server deletes its own
     * files at the end too, at the same time.
     */
    static boolean deleteEntry(SecureDirectoryStream<Path> parent, Path name) {
        try {
            if (isFolder(parent, name)) {
                try (SecureDirectoryStream<Path> folder = enter(parent, name)) {
                    folder.forEach(entry -> deleteEntry(folder, entry.getFileName()));
                }
                parent.deleteDirectory(name);
            } else {
                parent.deleteFile(name);
            }
            return true;
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException | DirectoryIteratorException e) {
            return false;
        }
    }

    private static boolean isFolder(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        return parent.getFileAttributeView(name, BasicFileAttributeView.class, NOFOLLOW_LINKS)
                .readAttributes()
                .isDirectory();
    }

    /** Deletes a folder without handles: such a system gives each user a temporary folder. */
    private static void deleteByPath(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
