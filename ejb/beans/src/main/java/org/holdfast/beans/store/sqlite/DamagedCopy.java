package org.holdfast.beans.store.sqlite;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.holdfast.beans.store.connection.OwnerOnly;

/**
 * The copy of a damaged database and its log, so that no attempt to repair them can make it worse.
 *
 * @param files the damaged ones
 * @param clock gives the copy its name
 */
record DamagedCopy(SqliteFiles files, Clock clock) {
    private static final String MARK = ".damaged-";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    /** Makes a copy beside the files, unless there is one; returns its database file, which may be missing too. */
    Path keep() throws IOException {
        Path folder = files.main().resolveSibling("");
        String name = files.main().getFileName() + MARK;
        try (DirectoryStream<Path> earlier = Files.newDirectoryStream(folder, name + "*")) {
            for (Path file : earlier) {
                Path copy = folder.resolve(file.getFileName().toString().replaceFirst("-wal$", ""));
                if (isCopy(new SqliteFiles(copy))) {
                    return copy;
                }
            }
        }
        return make(new SqliteFiles(files.main().resolveSibling(name + TIME.format(clock.instant()))));
    }

    private boolean isCopy(SqliteFiles other) throws IOException {
        return isSame(files.main(), other.main()) && isSame(files.log(), other.log());
    }

    /** Whether two files are equal. An empty file counts as missing: any reader of a database leaves an empty log. */
    private static boolean isSame(Path file, Path other) throws IOException {
        return SqliteFiles.size(file) == 0
                ? SqliteFiles.size(other) == 0
                : Files.exists(other) && Files.mismatch(file, other) < 0;
    }

    private Path make(SqliteFiles copy) throws IOException {
        copy(files.log(), copy.log());
        copy(files.main(), copy.main());
        return copy.main();
    }

    /** Copies a file completely or not at all. */
    private static void copy(Path from, Path to) throws IOException {
        if (SqliteFiles.size(from) == 0) {
            return;
        }
        Path part = to.resolveSibling(to.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            OwnerOnly.createFile(part);
            try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.WRITE)) {
                Files.copy(from, out);
            }
            Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
