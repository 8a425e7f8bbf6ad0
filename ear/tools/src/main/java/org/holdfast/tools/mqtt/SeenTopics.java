package org.holdfast.tools.mqtt;

/**
 * The topics that a broker has sent in the readings of an import, and those whose messages have been taken: by 64-bit hashes, so
 * that a million topics take some 30 MB and are not confused. Belongs to one thread.
 */
final class SeenTopics {
    /** The content of a message that has not been taken. */
    private static final int NOT_TAKEN = 0;

    private long[] topics = new long[1 << 10];
    private int[] contents = new int[1 << 10];
    private byte[] readings = new byte[1 << 10];
    private byte reading = 1;
    private int size;
    private int taken;
    private int inThisReading;

    /** What is known of a topic. */
    enum Known {
        /** Nothing of it has been taken. */
        NEW,
        /** Another message of it has been taken. */
        CHANGED,
        /** This message of it has been taken. */
        SAME
    }

    /** Returns the number of topics whose message has been taken. */
    int taken() {
        return taken;
    }

    /** Returns the number of topics received in this reading. */
    int inThisReading() {
        return inThisReading;
    }

    /** Begins the next reading. */
    void nextReading() {
        reading++;
        inThisReading = 0;
    }

    /** Records a received topic; true when it is the first time in this reading. */
    boolean see(String topic) {
        int slot = slot(topic);
        if (readings[slot] == reading) {
            return false;
        }
        readings[slot] = reading;
        inThisReading++;
        return true;
    }

    /** Returns what is known of a topic received with this content. */
    Known known(String topic, int content) {
        int known = contents[slot(topic)];
        return known == NOT_TAKEN ? Known.NEW : known == nonZero(content) ? Known.SAME : Known.CHANGED;
    }

    /** Records that the message of a topic has been taken. */
    void take(String topic, int content) {
        int slot = slot(topic);
        taken += contents[slot] == NOT_TAKEN ? 1 : 0;
        contents[slot] = nonZero(content);
    }

    /** Records that the topic no longer has a message. */
    void clear(String topic) {
        int slot = slot(topic);
        taken -= contents[slot] == NOT_TAKEN ? 0 : 1;
        contents[slot] = NOT_TAKEN;
    }

    private static int nonZero(int content) {
        return content == NOT_TAKEN ? 1 : content;
    }

    /** Returns the slot of a topic, which is added when it is new. */
    private int slot(String topic) {
        if (size * 2 >= topics.length) {
            grow();
        }
        long hash = hash(topic);
        int slot = slot(hash);
        if (topics[slot] == 0) {
            topics[slot] = hash;
            size++;
        }
        return slot;
    }

    private int slot(long hash) {
        int slot = (int) hash & (topics.length - 1);
        while (topics[slot] != 0 && topics[slot] != hash) {
            slot = slot + 1 & (topics.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] oldTopics = topics;
        int[] oldContents = contents;
        byte[] oldReadings = readings;
        topics = new long[oldTopics.length * 2];
        contents = new int[topics.length];
        readings = new byte[topics.length];
        for (int i = 0; i < oldTopics.length; i++) {
            if (oldTopics[i] != 0) {
                int slot = slot(oldTopics[i]);
                topics[slot] = oldTopics[i];
                contents[slot] = oldContents[i];
                readings[slot] = oldReadings[i];
            }
        }
    }

    /** Returns a hash, never 0, which is an empty slot. The last steps are those of MurmurHash3 (fmix64). */
    private static long hash(String topic) {
        long hash = topic.length();
        for (int i = 0; i < topic.length(); i++) {
            hash = (hash ^ topic.charAt(i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        hash = (hash ^ hash >>> 33) * 0xFF51AFD7ED558CCDL;
        hash = (hash ^ hash >>> 33) * 0xC4CEB9FE1A85EC53L;
        hash ^= hash >>> 33;
        return hash == 0 ? 1 : hash;
    }
}
