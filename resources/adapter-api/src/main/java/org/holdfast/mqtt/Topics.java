package org.holdfast.mqtt;

import java.nio.charset.StandardCharsets;

/** Checks Topic Names and Topic Filters, and matches them (section 4.7). */
public final class Topics {
    /** The largest length of a text or of Binary Data, in bytes (sections 1.5.4 and 1.5.6). */
    static final int LONGEST = 65_535;

    private Topics() {}

    private static int encodedLength(String text) {
        return text.length() > LONGEST ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * Checks a Topic Name.
     *
     * @param name the text to check
     * @return the text itself
     * @throws IllegalArgumentException if it is not valid, with a message that says why
     */
    public static String checkedName(String name) {
        checkText("Topic Name", name);
        if (name.indexOf('+') >= 0 || name.indexOf('#') >= 0) {
            throw new IllegalArgumentException("a Topic Name must not contain wildcards, unlike " + name);
        }
        return name;
    }

    /**
     * Checks a Topic Filter, also one of a shared subscription.
     *
     * @param filter the text to check
     * @return the text itself
     * @throws IllegalArgumentException if it is not valid, with a message that says why
     */
    public static String checkedFilter(String filter) {
        checkText("Topic Filter", filter);
        String[] levels = filter.split("/", -1);
        int first = 0;
        if (levels[0].equals("$share")) {
            if (levels.length < 3 || levels[1].isEmpty() || levels[1].contains("+") || levels[1].contains("#")) {
                throw new IllegalArgumentException("a shared subscription must be $share/name/filter, not " + filter);
            }
            first = 2;
            if (levels.length == 3 && levels[2].isEmpty()) {
                throw new IllegalArgumentException("a Topic Filter must not be empty, unlike that of " + filter);
            }
        }
        for (int i = first; i < levels.length; i++) {
            checkLevel(filter, levels[i], i == levels.length - 1);
        }
        return filter;
    }

    private static void checkLevel(String filter, String level, boolean last) {
        if (level.contains("#") && (!level.equals("#") || !last)) {
            throw new IllegalArgumentException(
                    "# must stand alone in the last level of a Topic Filter, unlike in " + filter);
        }
        if (level.contains("+") && !level.equals("+")) {
            throw new IllegalArgumentException(
                    "+ must stand alone in its level of a Topic Filter, unlike in " + filter);
        }
    }

    private static void checkText(String what, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a " + what + " must not be empty");
        }
        checkEncodable(what, text);
    }

    /** Checks that a UTF-8 Encoded String can hold a text (section 1.5.4). */
    static void checkEncodable(String what, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a " + what + " must not contain a null character");
        }
        if (text.codePoints().anyMatch(each -> Character.getType(each) == Character.SURROGATE)) {
            throw new IllegalArgumentException("a " + what + " must be Unicode text without unpaired surrogates");
        }
        if (encodedLength(text) > LONGEST) {
            throw new IllegalArgumentException("a " + what + " must have at most 65,535 bytes");
        }
    }

    /**
     * Whether a topic matches a filter (section 4.7). Wildcards in the first level do not match topics that begin with $.
     *
     * @param filter a Topic Filter; of a shared subscription only the part after the Share Name counts
     * @param topic a Topic Name
     * @return whether it matches
     */
    public static boolean matches(String filter, String topic) {
        int f = filter.startsWith("$share/") ? filter.indexOf('/', "$share/".length()) + 1 : 0;
        if (topic.startsWith("$") && f < filter.length() && (filter.charAt(f) == '+' || filter.charAt(f) == '#')) {
            return false; // [MQTT-4.7.2-1]
        }
        int t = 0;
        while (true) {
            if (filter.startsWith("#", f)) {
                return true;
            }
            int filterEnd = end(filter, f);
            int topicEnd = end(topic, t);
            boolean single = filterEnd - f == 1 && filter.charAt(f) == '+';
            if (!single && (filterEnd - f != topicEnd - t || !filter.regionMatches(f, topic, t, topicEnd - t))) {
                return false;
            }
            boolean topicOver = topicEnd == topic.length();
            if (filterEnd == filter.length()) {
                return topicOver;
            }
            if (topicOver) {
                return filter.startsWith("/#", filterEnd) && filterEnd + 2 == filter.length(); // section 4.7.1.2
            }
            f = filterEnd + 1;
            t = topicEnd + 1;
        }
    }

    private static int end(String text, int from) {
        int slash = text.indexOf('/', from);
        return slash < 0 ? text.length() : slash;
    }
}
