package org.holdfast.beans.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.holdfast.beans.settings.SettingsSource.Found;
import org.holdfast.engine.access.SaslPrep;
import org.holdfast.engine.access.ScramVerifier;

/**
 * The users among the settings, {@code holdfast.access.users.<name>=<password or SCRAM verifier>}.
 *
 * @param byName the value found for each user
 */
record UserSettings(Map<String, Found> byName) {
    private static final String PREFIX = "holdfast.access.users.";
    private static final String ENVIRONMENT_PREFIX = Key.environmentName(PREFIX);

    static UserSettings of(SettingsSource source) {
        Map<String, Found> byName = new TreeMap<>();
        for (String name : source.holdfastNames()) {
            if (isUserName(name)) {
                Found found = source.find(name);
                byName.put(user(name), found == null ? new Found("", "") : found);
            }
        }
        return new UserSettings(byName);
    }

    /** Whether the name of a setting is that of a user. */
    static boolean isUserName(String name) {
        return !user(name).isEmpty();
    }

    /** Returns the user of a setting, or an empty text. Upper-case names of the environment become lower case. */
    private static String user(String name) {
        if (name.startsWith(PREFIX)) {
            return name.substring(PREFIX.length());
        }
        return name.startsWith(ENVIRONMENT_PREFIX)
                ? name.substring(ENVIRONMENT_PREFIX.length()).toLowerCase(Locale.ROOT)
                : "";
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    void reportProblems(List<String> problems) {
        byName.forEach((user, found) -> {
            if (found.value().isEmpty()) {
                problems.add(PREFIX + user + " has no password.");
            } else if (ScramVerifier.isText(found.value())) {
                reportVerifier(user, found.value(), problems);
            }
        });
    }

    /** Checks the verifier of a user, who can log in only with SCRAM, and so must be able to. */
    private static void reportVerifier(String user, String text, List<String> problems) {
        try {
            ScramVerifier.parse(text);
            if (!SaslPrep.isPrepared(user)) {
                problems.add(PREFIX + user + " has a SCRAM verifier, but a name that SCRAM does not permit.");
            }
        } catch (IllegalArgumentException e) {
            problems.add(PREFIX + user + " " + e.getMessage() + ".");
        }
    }

    Map<String, String> passwords() {
        return byName.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().value()));
    }

    List<EffectiveSetting> effective() {
        return byName.entrySet().stream()
                .map(entry -> new EffectiveSetting(
                        PREFIX + entry.getKey(),
                        EffectiveSetting.MASK,
                        entry.getValue().origin()))
                .toList();
    }
}
