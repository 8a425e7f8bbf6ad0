package org.holdfast.beans.settings;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.holdfast.beans.settings.SettingsSource.Found;
import org.jspecify.annotations.Nullable;

/** Allowed values by key, and the defaults of the others. Owned by the reader that fills it. */
final class Values {
    private final Map<Key, Found> found = new EnumMap<>(Key.class);

    void put(Key key, Found value) {
        found.put(key, value);
    }

    boolean isSet(Key key) {
        return found.containsKey(key);
    }

    /** Returns the value, or null when it is not set. */
    @Nullable
    String textOrNull(Key key) {
        Found value = found.get(key);
        return value == null ? null : value.value();
    }

    String text(Key key) {
        String value = textOrNull(key);
        return value == null ? key.defaultValue() : value;
    }

    long number(Key key) {
        return Long.parseLong(text(key));
    }

    int integer(Key key) {
        return Math.toIntExact(number(key));
    }

    boolean truth(Key key) {
        return Boolean.parseBoolean(text(key));
    }

    Duration milliseconds(Key key) {
        return Duration.ofMillis(number(key));
    }

    /** Returns the source of the value. */
    String origin(Key key) {
        Found value = found.get(key);
        return value == null ? EffectiveSetting.DEFAULT : value.origin();
    }
}
