package org.holdfast.it;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A client that asks for {@code #} and checks what comes: SUBACK first, each message once, never an older after a newer. Its
 * result is how many milliseconds it took to get everything.
 */
final class StormSubscriber implements Callable<Long> {
    private static final int ACKNOWLEDGE_EACH = 50;
    private static final int NONE = -1;

    private final int port;
    private final String clientId;
    private final Storm storm;
    private final long bytesPerSecond;
    private final CountDownLatch subscribed;
    private final int[] versions;
    private int missing;

    /**
     * A subscriber that has not connected yet.
     *
     * @param bytesPerSecond how much it reads
     * @param subscribed is counted down when its SUBACK is there
     */
    StormSubscriber(int port, String clientId, Storm storm, long bytesPerSecond, CountDownLatch subscribed) {
        this.port = port;
        this.clientId = clientId;
        this.storm = storm;
        this.bytesPerSecond = bytesPerSecond;
        this.subscribed = subscribed;
        this.versions = new int[storm.topics()];
        this.missing = storm.topics();
        Arrays.fill(versions, NONE);
    }

    @Override
    public Long call() throws IOException, InterruptedException {
        try (FastClient client = new FastClient(port, clientId)) {
            long begin = System.nanoTime();
            client.subscribe("#").expect(FastClient.SUBACK);
            subscribed.countDown();
            long bytes = 0;
            for (int unacknowledged = 1; missing > 0; unacknowledged++) {
                FastClient.Packet publish = client.expect(FastClient.PUBLISH);
                take(publish);
                client.acknowledge(publish);
                bytes += publish.size();
                if (unacknowledged % ACKNOWLEDGE_EACH == 0 || !client.hasInput()) {
                    client.flush();
                    holdBack(bytes, begin);
                }
            }
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        }
    }

    private void holdBack(long bytes, long begin) throws InterruptedException {
        long due = begin + (long) ((double) bytes / bytesPerSecond * 1e9);
        long early = due - System.nanoTime();
        if (early > 1_000_000) {
            TimeUnit.NANOSECONDS.sleep(early);
        }
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
        }
    }
}
