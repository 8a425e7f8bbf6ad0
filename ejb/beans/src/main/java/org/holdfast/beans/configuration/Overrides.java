package org.holdfast.beans.configuration;

import java.util.Map;
import java.util.TreeMap;
import org.holdfast.beans.settings.Key;
import org.holdfast.beans.store.ConsoleDatabase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The changed settings in the database.
 *
 * @param database the database of the console
 */
public record Overrides(ConsoleDatabase database) {
    private static final Logger LOG = LoggerFactory.getLogger(Overrides.class);

    /** Returns values by key. Those no longer valid are skipped and logged, so that they do not stop the start. */
    public Map<String, String> read() {
        Map<String, String> values = new TreeMap<>();
        database.with(entityManager -> entityManager
                        .createQuery("SELECT s FROM SettingOverride s", SettingOverride.class)
                        .getResultList())
                .forEach(override -> {
                    if (isAllowed(override)) {
                        values.put(override.name(), override.text());
                    } else {
                        LOG.warn(
                                "Ignoring {}={}, which was set on the console but is no longer valid; the configured value applies",
                                override.name(),
                                override.text());
                    }
                });
        return values;
    }

    private static boolean isAllowed(SettingOverride override) {
        Key key = Key.named(override.name());
        return key != null && key.isEditable() && key.allowed().accepts(override.text());
    }

    void put(Key key, String value, String who, long now) {
        database.with(entityManager -> entityManager.merge(new SettingOverride(key.keyName(), value, who, now)));
    }

    void remove(Key key) {
        database.with(entityManager -> entityManager
                .createQuery("DELETE FROM SettingOverride s WHERE s.name = :name")
                .setParameter("name", key.keyName())
                .executeUpdate());
    }
}
