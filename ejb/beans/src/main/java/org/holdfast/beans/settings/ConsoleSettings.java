package org.holdfast.beans.settings;

import org.holdfast.beans.network.RequestRules;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the console.
 *
 * @param adminPassword the password of the user admin, which the first start creates; null: a random one
 * @param requests the rules for HTTP requests
 * @param logLevel the log level: error, warn, info or debug; null: that of the server's configuration
 */
public record ConsoleSettings(
        @Nullable String adminPassword,
        RequestRules requests,
        @Nullable String logLevel) {
    @Override
    public String toString() {
        return "ConsoleSettings[requests=" + requests + ", logLevel=" + logLevel + "]";
    }
}
