package org.holdfast.beans.settings;

import org.jspecify.annotations.Nullable;

/**
 * What the console needs to know.
 *
 * @param adminPassword of the user admin when the first start makes it; null: one is drawn
 * @param logLevel how much is logged: error, warn, info or debug; null: as the server is configured
 */
public record ConsoleSettings(
        @Nullable String adminPassword, @Nullable String logLevel) {
    @Override
    public String toString() {
        return "ConsoleSettings[logLevel=" + logLevel + "]";
    }
}
