package org.holdfast.beans.settings;

import java.time.Duration;
import java.util.List;
import org.holdfast.engine.BrokerConfig;

/**
 * All settings, checked.
 *
 * @param broker what the engine needs to know
 * @param store where retained messages are kept
 * @param access who may connect
 * @param flushInterval the time between two flushes that the timer asks for
 * @param console what the console needs to know
 * @param effective every setting with its value and where that comes from, in the order of {@link Key}
 */
public record Settings(
        BrokerConfig broker,
        StoreSettings store,
        AccessSettings access,
        Duration flushInterval,
        ConsoleSettings console,
        List<EffectiveSetting> effective) {
    /** The same, with what is known of the database since it is open. */
    public Settings with(StoreSettings seen) {
        return new Settings(broker, seen, access, flushInterval, console, effective);
    }
}
