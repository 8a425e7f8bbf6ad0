package org.holdfast.beans.lifecycle;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** How much Holdfast logs. */
final class LogLevel {
    /** Held, because java.util.logging forgets the level of a logger that nobody holds. */
    private static final Logger HOLDFAST = Logger.getLogger("org.holdfast");

    private static final @Nullable Level CONFIGURED = HOLDFAST.getLevel();

    private LogLevel() {}

    /** From now on it is that of the setting; without one, that of the server's configuration. */
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
