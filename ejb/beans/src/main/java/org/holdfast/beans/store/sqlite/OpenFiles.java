package org.holdfast.beans.store.sqlite;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.holdfast.beans.store.connection.DatabaseException;

/** The files that this process has open, through any library. */
final class OpenFiles {
    private static final Path HANDLES = Path.of("/proc/self/fd");

    private OpenFiles() {}

    /**
     * Whether this process has a file open.
     *
     * @param otherwise the result where the system does not report it
     */
    static boolean contain(Path file, boolean otherwise) throws IOException {
        if (!Files.isDirectory(HANDLES)) {
            return otherwise;
        }
        if (!Files.exists(file)) {
            return false;
        }
        Path real = file.toRealPath();
        try (Stream<Path> handles = Files.list(HANDLES)) {
            return handles.anyMatch(handle -> leadsTo(handle, real));
        }
    }

    private static boolean leadsTo(Path handle, Path file) {
        try {
            return Files.readSymbolicLink(handle).equals(file);
        } catch (FileSystemException e) { // closed meanwhile
            return false;
        } catch (IOException e) {
            throw new DatabaseException("cannot list the open files of this process: " + e, e);
        }
    }
}
