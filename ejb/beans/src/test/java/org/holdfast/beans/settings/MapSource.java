package org.holdfast.beans.settings;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values by name, found as MicroProfile Config finds them: by the name itself, else by its form in the environment. */
public record MapSource(Map<String, String> values) implements SettingsSource {
    @Override
    public Iterable<String> names() {
        return values.keySet();
    }

    @Override
    public @Nullable Found find(String name) {
        String value = values.containsKey(name) ? values.get(name) : values.get(Key.environmentName(name));
        return value == null ? null : new Found(value, "test");
    }

    /** The settings that these names and values, in turn, are. */
    public static Settings read(String... namesAndValues) {
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return SettingsReader.read(new MapSource(values));
    }
}
