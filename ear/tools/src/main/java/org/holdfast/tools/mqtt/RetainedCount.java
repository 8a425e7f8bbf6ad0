package org.holdfast.tools.mqtt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.holdfast.engine.message.QoS;

/**
 * The number of retained messages that a broker reports, without those under {@code $SYS}, in the topic that Mosquitto and other
 * brokers have for that.
 *
 * @param messages how many; negative when the broker does not report it
 */
record RetainedCount(long messages) {
    static final RetainedCount UNKNOWN = new RetainedCount(-1);

    private static final String SYS = "$SYS/";
    private static final String COUNT = "$SYS/broker/retained messages/count";
    private static final String VERSION = "$SYS/broker/version";

    /** What was received under {@code $SYS}. */
    private static final class Figures {
        private final Set<String> topics = new HashSet<>();
        private long count = -1;
        private boolean isOfHoldfast;

        boolean note(PublishBody body) {
            if (!body.topic().startsWith(SYS)) {
                return false;
            }
            String value = new String(body.payload().bytes(), StandardCharsets.UTF_8);
            if (body.topic().equals(COUNT) && value.matches("\\d{1,18}")) {
                count = Long.parseLong(value);
            }
            isOfHoldfast |= body.topic().equals(VERSION) && value.startsWith("Holdfast");
            return topics.add(body.topic());
        }

        /** Returns the count without the broker's own topics, which Mosquitto includes and Holdfast does not. */
        RetainedCount result() {
            return count < 0 ? UNKNOWN : new RetainedCount(isOfHoldfast ? count : Math.max(0, count - topics.size()));
        }
    }

    /**
     * Reads the count from the broker. A count that is too high may be outdated: then waits for the next one.
     *
     * @param others receives other messages meanwhile
     * @param taken how many have been received
     * @param patience how long to wait for another count; brokers publish one every ten seconds
     */
    static RetainedCount read(
            RetainedSubscriber subscriber, RetainedSubscriber.Receiver others, long taken, Duration patience)
            throws IOException {
        Figures figures = new Figures();
        RetainedSubscriber.Receiver receiver =
                (packet, body) -> body.topic().startsWith(SYS) ? figures.note(body) : others.receive(packet, body);
        subscriber.subscribe(List.of(SYS + "#"), QoS.AT_MOST_ONCE);
        subscriber.read(receiver, subscriber::isRefused);
        long since = System.nanoTime();
        while (figures.result().missing(taken) > 0 && System.nanoTime() - since < patience.toNanos()) {
            subscriber.read(receiver, () -> figures.result().missing(taken) == 0);
        }
        return figures.result();
    }

    boolean isKnown() {
        return messages >= 0;
    }

    /** Returns how many have not been received. */
    long missing(long taken) {
        return Math.max(0, messages - taken);
    }
}
