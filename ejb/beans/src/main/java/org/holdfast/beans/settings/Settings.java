package org.holdfast.beans.settings;

import java.time.Duration;
import java.util.List;
import org.holdfast.engine.BrokerConfig;

/**
 * All settings, after the checks.
 *
 * @param broker the settings of the engine
 * @param store the settings of the database
 * @param access the settings of who may connect
 * @param flushInterval the time between two flushes that the timer requests
 * @param console the settings of the console
 * @param effective every setting with its value and where that comes from, in the order of {@link Key}
 */
public record Settings(
        BrokerConfig broker,
        StoreSettings store,
        AccessSettings access,
        Duration flushInterval,
        ConsoleSettings console,
        List<EffectiveSetting> effective) {
    /** Returns these settings with those of the opened database. */
    public Settings with(StoreSettings seen) {
        return new Settings(broker, seen, access, flushInterval, console, effective);
    }
}
