package org.holdfast.beans.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.holdfast.beans.settings.SettingsSource.Found;

/** Reads all settings once, and reports all errors in them together. Used by one thread. */
public final class SettingsReader {
    private final SettingsSource source;
    private final List<String> problems = new ArrayList<>();

    private SettingsReader(SettingsSource source) {
        this.source = source;
    }

    /**
     * Reads the settings from MicroProfile Config.
     *
     * @throws SettingsException if a key is unknown or a value is not allowed
     */
    public static Settings read(Config config) {
        return read(SettingsSource.of(config));
    }

    /**
     * Reads the settings from MicroProfile Config, and overrides those that were changed while the broker ran.
     *
     * @param overrides values by key; they replace the configured values
     * @throws SettingsException if a key is unknown or a value is not allowed
     */
    public static Settings read(Config config, Map<String, String> overrides) {
        return read(SettingsSource.of(config).under(overrides));
    }

    /**
     * Reads the settings from this process's system properties and environment, where there is no MicroProfile Config.
     *
     * @throws SettingsException if a key is unknown or a value is not allowed
     */
    public static Settings readProcess() {
        return read(ProcessSource.ofThisProcess());
    }

    static Settings read(SettingsSource source) {
        return new SettingsReader(source).read();
    }

    private Settings read() {
        Values values = values();
        UserSettings users = UserSettings.of(source);
        reportUnknownNames();
        users.reportProblems(problems);
        if (users.isEmpty() && values.text(Key.ACCESS_ALLOW_ANONYMOUS).equals("false")) {
            problems.add(Key.ACCESS_ALLOW_ANONYMOUS.keyName() + " is 'false' and there are no users, so nobody could"
                    + " connect. Set holdfast.access.users.<name>, or allow anonymous clients.");
        }
        reportTwoDatabases(values);
        if (!problems.isEmpty()) {
            throw new SettingsException(String.join(" ", problems));
        }
        return new Assembly(values, users).settings();
    }

    private void reportTwoDatabases(Values values) {
        for (Key other : List.of(Key.DATASOURCE_URL, Key.DATASOURCE_USER, Key.DATASOURCE_PASSWORD)) {
            if (values.isSet(Key.DATASOURCE_JNDI) && values.isSet(other)) {
                problems.add(Key.DATASOURCE_JNDI.keyName() + " and " + other.keyName() + " are both set. Leave "
                        + other.keyName() + " out, because the server's data source defines it, or leave out "
                        + Key.DATASOURCE_JNDI.keyName() + ".");
            }
        }
    }

    private Values values() {
        Values values = new Values();
        for (Key key : Key.values()) {
            Found found = source.find(key.keyName());
            if (found == null) {
                continue;
            }
            Found stripped = new Found(found.value().strip(), found.origin());
            if (key.allowed().accepts(stripped.value())) {
                values.put(key, stripped);
            } else {
                problems.add("%s is '%s', but must be: %s."
                        .formatted(
                                key.keyName(), stripped.value(), key.allowed().inWords()));
            }
        }
        return values;
    }

    private void reportUnknownNames() {
        for (String name : source.holdfastNames()) {
            if (!UserSettings.isUserName(name) && !KnownNames.contains(name) && !KnownNames.isOfServer(name)) {
                problems.add(name + " is not a setting. Did you mean " + KnownNames.nearest(name) + "?");
            }
        }
    }
}
