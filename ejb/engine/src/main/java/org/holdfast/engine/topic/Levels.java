package org.holdfast.engine.topic;

import java.util.Arrays;

/** Cuts a topic at its separators, and says when it would be too many pieces. */
final class Levels {
    private Levels() {}

    static String[] split(String topic) {
        String[] levels = new String[count(topic)];
        int from = 0;
        for (int level = 0; level < levels.length - 1; level++) {
            int end = topic.indexOf('/', from);
            levels[level] = topic.substring(from, end);
            from = end + 1;
        }
        levels[levels.length - 1] = topic.substring(from);
        return levels;
    }

    static byte[][] split(byte[] encodedTopic) {
        int count = 1;
        for (byte each : encodedTopic) {
            if (each == '/') {
                count++;
            }
        }
        byte[][] levels = new byte[count][];
        int from = 0;
        for (int level = 0; level < count; level++) {
            int end = from;
            while (end < encodedTopic.length && encodedTopic[end] != '/') {
                end++;
            }
            levels[level] = Arrays.copyOfRange(encodedTopic, from, end);
            from = end + 1;
        }
        return levels;
    }

    /** Whether the character at an index is a whole level. */
    static boolean isAlone(String topic, int index) {
        return (index == 0 || topic.charAt(index - 1) == '/')
                && (index == topic.length() - 1 || topic.charAt(index + 1) == '/');
    }

    /** Most topics have fewer characters than they may have levels, and are not looked through. */
    static boolean areMoreThan(int maximum, String topic) {
        return topic.length() >= maximum && count(topic) > maximum;
    }

    static int count(String topic) {
        int count = 1;
        for (int i = topic.indexOf('/'); i >= 0; i = topic.indexOf('/', i + 1)) {
            count++;
        }
        return count;
    }
}
