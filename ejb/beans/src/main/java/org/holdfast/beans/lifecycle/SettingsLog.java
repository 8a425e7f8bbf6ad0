package org.holdfast.beans.lifecycle;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.holdfast.beans.settings.EffectiveSetting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the effective settings: those that are set, with their source, and all defaults. */
final class SettingsLog {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsLog.class);

    private SettingsLog() {}

    static void log(List<EffectiveSetting> settings) {
        String set = settings.stream()
                .filter(Predicate.not(EffectiveSetting::isDefault))
                .map(setting -> setting + " (" + setting.source() + ")")
                .collect(Collectors.joining(", "));
        String defaults = settings.stream()
                .filter(EffectiveSetting::isDefault)
                .map(EffectiveSetting::toString)
                .collect(Collectors.joining(", "));
        LOG.info("Settings: {}", set.isEmpty() ? "all defaults" : set);
        LOG.info("Defaults: {}", defaults);
    }
}
