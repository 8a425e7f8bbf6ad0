package org.holdfast.beans.settings;

import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** Values by name, as they were found; a port for tests, which need no container. */
interface SettingsSource {
    /** All names that there are, of settings and of everything else. */
    Iterable<String> names();

    /** The value of that name and where it comes from, or null. Names of keys are found in the environment too. */
    @Nullable
    Found find(String name);

    /**
     * A value that was found.
     *
     * @param value the value
     * @param origin where it comes from, in words
     */
    record Found(String value, String origin) {}

    /** Values of MicroProfile Config. */
    static SettingsSource of(Config config) {
        return new SettingsSource() {
            @Override
            public Iterable<String> names() {
                return config.getPropertyNames();
            }

            @Override
            public @Nullable Found find(String name) {
                ConfigValue found = config.getConfigValue(name);
                return found.getValue() == null ? null : new Found(found.getValue(), found.getSourceName());
            }
        };
    }

    /** These values, and what is here for all other names. */
    default SettingsSource under(Map<String, String> overrides) {
        SettingsSource below = this;
        return new SettingsSource() {
            @Override
            public Iterable<String> names() {
                return below.names();
            }

            @Override
            public @Nullable Found find(String name) {
                String value = overrides.get(name);
                return value == null ? below.find(name) : new Found(value, EffectiveSetting.CONSOLE);
            }
        };
    }

    /** The names of Holdfast's settings, as they stand in the environment or in a file. */
    default List<String> holdfastNames() {
        return StreamSupport.stream(names().spliterator(), false)
                .filter(name -> name.startsWith(Key.PREFIX) || name.startsWith("HOLDFAST_"))
                .distinct()
                .sorted()
                .toList();
    }
}
