package org.holdfast.engine.topic;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A Topic Filter, with its Share Name when the subscription is shared (sections 4.7.1 and 4.8.2). Immutable. */
public final class TopicFilter {
    /** Matches exactly one level. */
    public static final String SINGLE_LEVEL = "+";

    /** Matches its parent and any number of levels below. */
    public static final String MULTI_LEVEL = "#";

    private static final String SHARE_PREFIX = "$share/";

    private final String value;
    private final @Nullable ShareName shareName;
    private final String[] levels;

    private TopicFilter(String value, @Nullable ShareName shareName, String[] levels) {
        this.value = value;
        this.shareName = shareName;
        this.levels = levels;
    }

    /**
     * Parses a Topic Filter as SUBSCRIBE contains it, {@code $share/name/filter} included.
     *
     * @throws TooManyLevelsException if it is well-formed, but has more than {@link TopicName#MAXIMUM_LEVELS} levels
     * @throws IllegalArgumentException if it is empty, over 65,535 bytes of UTF-8, or has an invalid wildcard or Share
     *     Name; the message says which
     */
    public static TopicFilter of(String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a Topic Filter must have at least one character"); // [MQTT-4.7.3-1]
        }
        if (value.indexOf(0) >= 0) {
            throw new IllegalArgumentException("a Topic Filter must not contain U+0000"); // [MQTT-4.7.3-2]
        }
        if (TopicName.utf8Length(value) > TopicName.MAXIMUM_LENGTH) {
            throw new IllegalArgumentException(
                    "a Topic Filter must have at most 65,535 bytes of UTF-8"); // [MQTT-4.7.3-3]
        }
        return value.startsWith(SHARE_PREFIX) ? shared(value) : new TopicFilter(value, null, levels(value));
    }

    /** Thrown for a Topic Filter that conforms to the standard, but has more than {@link TopicName#MAXIMUM_LEVELS} levels. */
    public static final class TooManyLevelsException extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        private TooManyLevelsException() {
            super("a Topic Filter must have at most " + TopicName.MAXIMUM_LEVELS + " levels here");
        }
    }

    private static TopicFilter shared(String value) {
        int end = value.indexOf('/', SHARE_PREFIX.length());
        if (end < 0 || end == value.length() - 1) {
            throw new IllegalArgumentException(
                    "a shared subscription must have the form $share/name/filter"); // [MQTT-4.8.2-2]
        }
        ShareName name = new ShareName(value.substring(SHARE_PREFIX.length(), end));
        return new TopicFilter(value, name, levels(value.substring(end + 1)));
    }

    private static String[] levels(String filter) {
        checkWildcards(filter);
        if (Levels.areMoreThan(TopicName.MAXIMUM_LEVELS, filter)) {
            throw new TooManyLevelsException();
        }
        return Levels.split(filter);
    }

    private static void checkWildcards(String filter) {
        for (int i = 0; i < filter.length(); i++) {
            char each = filter.charAt(i);
            if (each == '#' && !(Levels.isAlone(filter, i) && i == filter.length() - 1)) {
                throw new IllegalArgumentException("# must stand alone in the last level"); // [MQTT-4.7.1-1]
            }
            if (each == '+' && !Levels.isAlone(filter, i)) {
                throw new IllegalArgumentException("+ must stand alone in its level"); // [MQTT-4.7.1-2]
            }
        }
    }

    /** The text, as the subscriber wrote it. */
    public String value() {
        return value;
    }

    /** The group that shares this subscription, or null when it is not shared. */
    public @Nullable ShareName shareName() {
        return shareName;
    }

    /** Whether the subscription is shared. */
    public boolean isShared() {
        return shareName != null;
    }

    /** The number of levels, without the share prefix. */
    public int depth() {
        return levels.length;
    }

    /** The text of a level, {@code +} and {@code #} included; the share prefix does not count. */
    public String level(int index) {
        return levels[index];
    }

    /** As {@link #level}, in UTF-8. */
    public byte[] encodedLevel(int index) {
        return levels[index].getBytes(StandardCharsets.UTF_8);
    }

    /** Whether any level is {@code +} or {@code #}. */
    public boolean hasWildcard() {
        for (String level : levels) {
            if (level.equals(SINGLE_LEVEL) || level.equals(MULTI_LEVEL)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the first level is a wildcard, so that names starting with {@code $} do not match [MQTT-4.7.2-1]. */
    public boolean startsWithWildcard() {
        return levels[0].equals(SINGLE_LEVEL) || levels[0].equals(MULTI_LEVEL);
    }

    /** Whether this filter matches a Topic Name (section 4.7); the share prefix does not count. */
    public boolean matches(TopicName name) {
        return !(name.isReserved() && startsWithWildcard()) && matchLevels(name.levels());
    }

    /** Whether this filter matches a Topic Name in management ({@link LeadingWildcard#OF_MANAGEMENT}). */
    public boolean covers(TopicName name) {
        return !(name.isSys() && startsWithWildcard()) && matchLevels(name.levels());
    }

    private boolean matchLevels(String[] nameLevels) {
        for (int i = 0; i < levels.length; i++) {
            if (levels[i].equals(MULTI_LEVEL)) {
                return true;
            }
            if (i == nameLevels.length || !(levels[i].equals(SINGLE_LEVEL) || levels[i].equals(nameLevels[i]))) {
                return false;
            }
        }
        return levels.length == nameLevels.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TopicFilter that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
