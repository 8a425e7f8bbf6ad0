package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten subscribers who ask for everything at once. NanoMQ delivers 2,152 of 3,000 and never a SUBACK, EMQX exactly 1,000; HiveMQ,
 * Mosquitto and FlashMQ have caps or stand still for all others meanwhile.
 */
class StormIT {
    private static final int TOPICS = Integer.getInteger("holdfast.storm.topics", 100_000);
    private static final int SUBSCRIBERS = 10;
    private static final long SLOW = 2_000_000;
    private static final long FAST = 1_000_000_000;
    private static final int WARM_UP_MILLIS = 2_000;
    private static final double LIMIT_MILLIS = 20;
    private static final long MEMORY_LIMIT = 1_500_000_000;

    @TempDir
    Path folder;

    @Test
    void tenSubscribersGetEverythingOnceAndNobodyElseIsHeldUp() throws Exception {
        Storm storm = new Storm(TOPICS);
        ExecutorService threads = Executors.newFixedThreadPool(SUBSCRIBERS);
        try (BrokerProcess broker =
                BrokerProcess.start(folder, "-Xmx1g", "holdfast.retained.max-waiting-bytes=33554432")) {
            storm.retain(broker.mqttPort());
            try (LatencyPair pair = LatencyPair.start(broker.mqttPort())) {
                TimeUnit.MILLISECONDS.sleep(WARM_UP_MILLIS);
                String calm = pair.inWords();
                pair.forget();

                List<Long> millis = deliver(storm, broker.mqttPort(), threads);

                String told = "delivered within %s ms; %d MB resident; before: %s; meanwhile: %s"
                        .formatted(millis, broker.residentBytes() / 1_000_000, calm, pair.inWords());
                System.out.println(told);
                assertThat(pair.millis(990)).as(told).isLessThan(LIMIT_MILLIS);
                assertThat(broker.residentBytes()).as(told).isLessThan(MEMORY_LIMIT);
            }
            assertThat(broker.output()).doesNotContain("OutOfMemoryError", "dropped");
            broker.kill();
        } finally {
            threads.shutdownNow();
        }
    }

    /** Returns how long each has taken, the slow one first. */
    private static List<Long> deliver(Storm storm, int port, ExecutorService threads) throws Exception {
        CountDownLatch subscribed = new CountDownLatch(SUBSCRIBERS);
        List<Future<Long>> results = new ArrayList<>();
        for (int i = 0; i < SUBSCRIBERS; i++) {
            results.add(
                    threads.submit(new StormSubscriber(port, "storm-" + i, storm, i == 0 ? SLOW : FAST, subscribed)));
        }
        assertThat(subscribed.await(30, TimeUnit.SECONDS)).isTrue();
        storm.change(port);
        List<Long> millis = new ArrayList<>();
        for (Future<Long> result : results) {
            millis.add(result.get());
        }
        return millis;
    }
}
