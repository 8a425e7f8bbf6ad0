package org.holdfast.beans.lifecycle;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Sets the log level of Holdfast. */
final class LogLevel {
    /** Referenced, because java.util.logging forgets the level of an unreferenced logger. */
    private static final Logger HOLDFAST = Logger.getLogger("org.holdfast");

    private static final @Nullable Level CONFIGURED = HOLDFAST.getLevel();

    private LogLevel() {}

    /** Sets the level to that of the setting; without one, to that of the server's configuration. */
    static void set(@Nullable String setting) {
        HOLDFAST.setLevel(setting == null ? CONFIGURED : level(setting));
    }

    private static Level level(String setting) {
        return switch (setting) {
            case "error" -> Level.SEVERE;
            case "warn" -> Level.WARNING;
            case "info" -> Level.INFO;
            case "debug" -> Level.FINE;
            default -> throw new IllegalArgumentException("there is no log level " + setting);
        };
    }
}
