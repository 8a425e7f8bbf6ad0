package org.holdfast.beans.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of one SQLite database.
 *
 * @param main the database itself
 */
record SqliteFiles(Path main) {
    /** What is committed and not yet written into {@link #main}. */
    Path log() {
        return beside("-wal");
    }

    /** The index of {@link #log}, shared by all connections. */
    Path index() {
        return beside("-shm");
    }

    private Path beside(String suffix) {
        return main.resolveSibling(main.getFileName() + suffix);
    }

    /** The bytes in a file; 0 when it is missing. */
    static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
