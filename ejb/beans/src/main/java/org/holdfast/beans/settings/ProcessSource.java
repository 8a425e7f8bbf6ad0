package org.holdfast.beans.settings;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Values of system properties and of the environment, found as MicroProfile Config finds them: a system property first, then the
 * name itself in the environment, then its upper-case form there.
 *
 * @param properties the system properties
 * @param environment the environment
 */
record ProcessSource(Map<String, String> properties, Map<String, String> environment) implements SettingsSource {
    static ProcessSource ofThisProcess() {
        Map<String, String> properties = System.getProperties().stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, name -> System.getProperty(name, "")));
        return new ProcessSource(properties, System.getenv());
    }

    @Override
    public Iterable<String> names() {
        return Stream.concat(properties.keySet().stream(), environment.keySet().stream())
                .toList();
    }

    @Override
    public @Nullable Found find(String name) {
        String property = properties.get(name);
        if (property != null) {
            return new Found(property, "system property");
        }
        String variable = environment.get(name);
        if (variable == null) {
            variable = environment.get(Key.environmentName(name));
        }
        return variable == null ? null : new Found(variable, "environment");
    }
}
