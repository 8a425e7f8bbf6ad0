package org.holdfast.it;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Two clients that exchange messages which are not retained, at QoS 1 and 0 in turn, and measure how long each is on its way.
 * Their topic begins with {@code $}, so that nobody who asks for {@code #} gets them.
 */
final class LatencyPair implements AutoCloseable {
    private static final String TOPIC = "$pair/x";
    private static final int PAUSE_MILLIS = 3;

    private final FastClient publisher;
    private final FastClient subscriber;
    private final Thread thread;
    private long[] nanos = new long[1 << 16];
    private int count;
    private boolean running = true;
    private @Nullable Throwable failure;

    private LatencyPair(int port) throws IOException {
        publisher = new FastClient(port, "pair-publisher");
        subscriber = new FastClient(port, "pair-subscriber");
        subscriber.subscribe(TOPIC).expect(FastClient.SUBACK);
        thread = new Thread(this::run, "pair");
    }

    /** Connects them, and begins. */
    static LatencyPair start(int port) throws IOException {
        LatencyPair pair = new LatencyPair(port);
        pair.thread.start();
        return pair;
    }

    private void run() {
        try {
            for (int number = 0; isRunning(); number++) {
                add(exchange(number % 2 == 0 ? FastClient.QOS_1 : 0, 1 + number % 60_000));
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            fail(e);
        }
    }

    private long exchange(int flags, int packetId) throws IOException {
        long begin = System.nanoTime();
        publisher.publish(TOPIC, "x", flags, packetId);
        publisher.flush();
        FastClient.Packet received = subscriber.expect(FastClient.PUBLISH);
        long taken = System.nanoTime() - begin;
        if (flags != 0) {
            subscriber.acknowledge(received);
            subscriber.flush();
            publisher.expect(FastClient.PUBACK);
        }
        return taken;
    }

    private synchronized boolean isRunning() {
        return running;
    }

    private synchronized void add(long taken) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = taken;
    }

    private synchronized void fail(Throwable cause) {
        failure = cause;
    }

    /** Forgets what was measured so far. */
    synchronized void forget() {
        count = 0;
    }

    /** The time in ms that so many of 1,000 messages since {@link #forget} did not exceed. */
    synchronized double millis(int perThousand) {
        if (failure != null || count == 0) {
            throw new AssertionError("the pair exchanged " + count + " messages, then no more", failure);
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[(int) ((count - 1L) * perThousand / 1_000)] / 1e6;
    }

    /** The time in ms that 99 of 100 messages did not exceed; where others have much of the processors, half of them. */
    double millis(OtherWork others) {
        return millis(others.isLittle() ? 990 : 500);
    }

    /** What was measured, in words. */
    synchronized String inWords() {
        return "%d messages: median %.1f ms, 99 of 100 within %.1f ms, the slowest %.1f ms"
                .formatted(count, millis(500), millis(990), millis(1_000));
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            running = false;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        publisher.close();
        subscriber.close();
    }
}
