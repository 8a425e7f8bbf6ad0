package org.holdfast.beans.store.sqlite;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.holdfast.beans.store.connection.DatabaseException;
import org.holdfast.beans.store.connection.OwnerOnly;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the permissions of the files in a locked data folder, before the database is opened. Removes other users' access to files
 * of Holdfast. An existing folder is not changed: others may have a use for it.
 *
 * @param database the database file in the folder
 * @param lock the lock file in the folder
 */
record FolderPermissions(Path database, Path lock) {
    private static final String BACKUPS = "backups";
    private static final String BACKUP = "holdfast-";
    private static final Logger LOG = LoggerFactory.getLogger(FolderPermissions.class);

    /**
     * Checks the files, and removes other users' access. Does nothing on a file system without permissions.
     *
     * @throws DatabaseException if a file belongs to another user, who could read all that is written to it
     */
    void closeToOthers() throws IOException {
        Path folder = database.resolveSibling("");
        if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) == null) {
            return;
        }
        closeToOthers(whoMakesFilesIn(folder));
        warnOfWriters(folder);
    }

    /** Does the same, for files of the given user. */
    void closeToOthers(UserPrincipal user) throws IOException {
        SqliteFiles files = new SqliteFiles(database);
        for (Path file : List.of(database, files.log(), files.index(), lock)) {
            requireOwn(file, user);
        }
        close(open(database.resolveSibling(""), user));
    }

    /** Returns the owner of a new file: a network share may give all files to one owner, whoever creates them. */
    private static UserPrincipal whoMakesFilesIn(Path folder) throws IOException {
        Path made = Files.createTempFile(folder, ".holdfast", null);
        try {
            return Files.getOwner(made);
        } finally {
            Files.delete(made);
        }
    }

    private static void requireOwn(Path file, UserPrincipal user) throws IOException {
        PosixFileAttributes attributes = attributes(file);
        if (attributes != null && !attributes.owner().equals(user)) {
            throw new DatabaseException(
                    file + " belongs to the user " + attributes.owner().getName()
                            + ", and this process runs as " + user.getName()
                            + ". Run it as the owner of the file, or change the owner to this user.");
        }
    }

    /** Returns the files of this user that others can access: the database with those beside it, and the backups. */
    private List<Path> open(Path folder, UserPrincipal user) throws IOException {
        List<Path> open = new ArrayList<>();
        addOpen(open, folder, user, file -> file.equals(lock) || name(file).startsWith(name(database)));
        if (Files.isDirectory(folder.resolve(BACKUPS), NOFOLLOW_LINKS)) {
            addOpen(open, folder.resolve(BACKUPS), user, file -> name(file).startsWith(BACKUP));
        }
        return open;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static void addOpen(List<Path> open, Path folder, UserPrincipal user, DirectoryStream.Filter<Path> filter)
            throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, filter)) {
            for (Path file : files) {
                PosixFileAttributes attributes = attributes(file, NOFOLLOW_LINKS);
                if (attributes != null
                        && attributes.isRegularFile()
                        && attributes.owner().equals(user)
                        && !OwnerOnly.READ_WRITE.containsAll(attributes.permissions())) {
                    open.add(file);
                }
            }
        }
    }

    /** Returns null when the file is missing: SQLite deletes its log when another program closes the database. */
    private static @Nullable PosixFileAttributes attributes(Path file, LinkOption... options) throws IOException {
        try {
            return Files.readAttributes(file, PosixFileAttributes.class, options);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static void close(List<Path> files) {
        List<Path> closed = new ArrayList<>(files);
        closed.removeIf(file -> !isClosed(file));
        if (!closed.isEmpty()) {
            LOG.info("Removed read permission of other users from the database files: files={}", closed);
        }
        List<Path> open = new ArrayList<>(files);
        open.removeAll(closed);
        if (!open.isEmpty()) {
            LOG.warn(
                    "Other users can read the database files, and the file system does not support permissions:"
                            + " files={}",
                    open);
        }
    }

    private static boolean isClosed(Path file) {
        try {
            Files.setPosixFilePermissions(file, OwnerOnly.READ_WRITE);
            return OwnerOnly.READ_WRITE.containsAll(Files.getPosixFilePermissions(file));
        } catch (IOException e) { // the log says which file
            return false;
        }
    }

    private static void warnOfWriters(Path folder) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            LOG.warn(
                    "Other users can write to the data folder and could replace the database. Remove that permission, for"
                            + " example with chmod go-w: folder={}, permissions={}",
                    folder,
                    PosixFilePermissions.toString(permissions));
        }
    }
}
