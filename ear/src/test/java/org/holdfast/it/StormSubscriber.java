package org.holdfast.it;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A client that asks for {@code #} and checks what comes: SUBACK first, each message once, never an older after a newer. For one
 * thread, which many of them can share: so they leave the machine to the broker.
 */
final class StormSubscriber implements AutoCloseable {
    private static final int ACKNOWLEDGE_EACH = 100;
    private static final int NONE = -1;

    private final FastClient client;
    private final String clientId;
    private final Storm storm;
    private final long bytesPerSecond;
    private final CountDownLatch subscribed;
    private final int[] versions;
    private int missing;
    private boolean isSubscribed;
    private long begin;
    private long end;
    private long bytes;

    /**
     * A subscriber that has only connected.
     *
     * @param bytesPerSecond how much it reads
     * @param subscribed is counted down when its SUBACK is there
     */
    StormSubscriber(int port, String clientId, Storm storm, long bytesPerSecond, CountDownLatch subscribed)
            throws IOException {
        this.client = new FastClient(port, clientId);
        this.clientId = clientId;
        this.storm = storm;
        this.bytesPerSecond = bytesPerSecond;
        this.subscribed = subscribed;
        this.versions = new int[storm.topics()];
        this.missing = storm.topics();
        Arrays.fill(versions, NONE);
    }

    void subscribe() throws IOException {
        begin = System.nanoTime();
        client.subscribe("#");
    }

    boolean isComplete() {
        return missing == 0;
    }

    /** How long it has taken to get everything. */
    long millis() {
        return TimeUnit.NANOSECONDS.toMillis(end - begin);
    }

    /** Reads some of what has come; false when there is nothing, or nothing that it would read yet. */
    boolean step() throws IOException {
        if (isComplete() || isEarly() || !client.hasInput()) {
            return false;
        }
        if (!isSubscribed) {
            client.expect(FastClient.SUBACK);
            isSubscribed = true;
            subscribed.countDown();
            return true;
        }
        for (int i = 0; i < ACKNOWLEDGE_EACH && !isComplete() && client.hasInput(); i++) {
            FastClient.Packet publish = client.expect(FastClient.PUBLISH);
            take(publish);
            client.acknowledge(publish);
            bytes += publish.size();
        }
        client.flush();
        return true;
    }

    private boolean isEarly() {
        return begin + (long) ((double) bytes / bytesPerSecond * 1e9) > System.nanoTime();
    }

    private void take(FastClient.Packet publish) {
        int topic = storm.number(publish.topic());
        int version = storm.version(publish.payload());
        if (version <= versions[topic] || (publish.isRetained() && versions[topic] != NONE)) {
            throw new AssertionError("%s got version %d of topic %d after version %d, RETAIN %s"
                    .formatted(clientId, version, topic, versions[topic], publish.isRetained()));
        }
        versions[topic] = version;
        if (version == storm.lastVersion(topic)) {
            missing--;
            end = System.nanoTime();
        }
    }

    /** How many of the topics it has not got in their last version. */
    int missing() {
        return missing;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
