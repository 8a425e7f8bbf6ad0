package org.holdfast.it;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Retained messages, very many, of which some are replaced and some cleared while they are delivered.
 *
 * @param topics how many
 */
record Storm(int topics) {
    private static final int CHANGED = 500;
    private static final int CLEARED = 500;
    private static final int CHANGES = 3;
    private static final int GONE = Integer.MAX_VALUE;
    private static final int UNACKNOWLEDGED = 900;
    private static final String FILLER = "x".repeat(117);

    /** The topic with a number: 41 bytes. Those that will change are spread over all. */
    private static String topic(int number) {
        return "storm/%03d/sensor/with/more/levels/%07d".formatted(number % 1_000, number);
    }

    int number(String topic) {
        return Integer.parseInt(topic, topic.length() - 7, topic.length(), 10);
    }

    /** 128 bytes. */
    private static String payload(int version) {
        return version == GONE ? "" : "%010d ".formatted(version) + FILLER;
    }

    int version(String payload) {
        return payload.isEmpty() ? GONE : Integer.parseInt(payload, 0, 10, 10);
    }

    /** The version after which there is no other. */
    int lastVersion(int number) {
        int step = topics / (CHANGED + CLEARED);
        if (number % step != 0) {
            return 0;
        }
        return number / step % 2 == 0 ? CHANGES : GONE;
    }

    /** Retains all of them, over one connection. */
    void retain(int port) throws IOException {
        try (FastClient client = new FastClient(port, "storm-publisher")) {
            Window window = new Window(client);
            for (int number = 0; number < topics; number++) {
                window.publish(number, 0);
            }
            window.close();
        }
    }

    /** Replaces and clears. */
    void change(int port) throws IOException {
        try (FastClient client = new FastClient(port, "storm-changer")) {
            Window window = new Window(client);
            for (int change = 1; change <= CHANGES; change++) {
                for (int number = 0; number < topics; number++) {
                    int last = lastVersion(number);
                    if (last != 0 && (last != GONE || change == CHANGES)) {
                        window.publish(number, last == GONE ? GONE : change);
                    }
                }
            }
            window.close();
        }
    }

    /** Publishes that are not acknowledged yet. */
    private static final class Window {
        private final FastClient client;
        private final Set<Integer> open = new HashSet<>();
        private int packetId;

        Window(FastClient client) {
            this.client = client;
        }

        void publish(int number, int version) throws IOException {
            if (open.size() == UNACKNOWLEDGED) {
                client.flush();
                do {
                    takeAcknowledgement();
                } while (client.hasInput());
            }
            packetId = packetId % 0xffff + 1;
            open.add(packetId);
            client.publish(topic(number), payload(version), FastClient.QOS_1 | FastClient.RETAIN, packetId);
        }

        private void takeAcknowledgement() throws IOException {
            FastClient.Packet ack = client.expect(FastClient.PUBACK);
            if (!open.remove(ack.packetId()) || !ack.isSuccess()) {
                throw new AssertionError("no success of a publish that waits: " + ack.packetId());
            }
        }

        void close() throws IOException {
            client.flush();
            while (!open.isEmpty()) {
                takeAcknowledgement();
            }
        }
    }
}
