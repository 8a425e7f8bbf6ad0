package org.holdfast.engine.fuzz;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Remembers what should not be in the log: warnings, errors, and exceptions at any level. */
final class LogWatch extends Handler {
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    static LogWatch begin() {
        LogWatch watch = new LogWatch();
        Logger.getLogger("").addHandler(watch);
        return watch;
    }

    List<String> complaints() {
        return complaints;
    }

    @Override
    public void publish(LogRecord entry) {
        if (entry.getLevel().intValue() >= Level.WARNING.intValue() || entry.getThrown() != null) {
            complaints.add(entry.getLevel() + " " + entry.getLoggerName() + ": " + entry.getMessage() + " "
                    + entry.getThrown());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
    }
}
