package org.holdfast.beans.settings;

import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** A source of values by name; an interface, so that tests need no container. */
interface SettingsSource {
    /** Returns all names, of settings and of everything else. */
    Iterable<String> names();

    /** Returns the value of a name and its origin, or null. Names of keys are found in the environment too. */
    @Nullable
    Found find(String name);

    /**
     * A value that was found.
     *
     * @param value the value
     * @param origin where it comes from, in words
     */
    record Found(String value, String origin) {}

    /** Returns the values of MicroProfile Config. */
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

    /** Returns these values, and those of this source for all other names. */
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

    /** Returns the names of Holdfast's settings, as in the environment or in a file. */
    default List<String> holdfastNames() {
        return StreamSupport.stream(names().spliterator(), false)
                .filter(name -> name.startsWith(Key.PREFIX) || name.startsWith("HOLDFAST_"))
                .distinct()
                .sorted()
                .toList();
    }
}
