package org.holdfast.beans.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The metrics of the disk of an SQLite database. docs/operations.md shows the same table; a test keeps both equal. */
enum DiskMetric implements Measure {
    FREE;

    @Override
    public String metricName() {
        return "holdfast_store_free_bytes";
    }

    @Override
    public Kind kind() {
        return Kind.GAUGE;
    }

    @Override
    public String description() {
        return "Free bytes on the disk of the SQLite database; absent with PostgreSQL.";
    }

    /** Returns the value for the database file; NaN when the system does not report it. */
    static double value(Path file) {
        try {
            return Files.getFileStore(file).getUsableSpace();
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
