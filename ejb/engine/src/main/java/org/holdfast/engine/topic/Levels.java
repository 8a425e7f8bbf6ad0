package org.holdfast.engine.topic;

import java.util.Arrays;

/** Splits topics into levels and counts them. */
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

    /** Whether a topic has more levels than the maximum. A topic with fewer characters than that is not searched. */
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
