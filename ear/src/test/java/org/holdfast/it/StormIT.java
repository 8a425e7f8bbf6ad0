package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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
    private static final int SECONDS_FOR_EACH_100_000 = 60;
    private static final double LIMIT_MILLIS = 20;
    private static final long MEMORY_LIMIT = 1_500_000_000;

    @TempDir
    Path folder;

    @Test
    void tenSubscribersGetEverythingOnceAndNobodyElseIsHeldUp() throws Exception {
        Storm storm = new Storm(TOPICS);
        try (BrokerProcess broker = BrokerProcess.start(folder, BrokerProcess.OPTIMIZED, "-Xmx1g")) {
            storm.retain(broker.mqttPort());
            warmUp(broker.mqttPort());
            try (LatencyPair pair = LatencyPair.start(broker.mqttPort())) {
                TimeUnit.MILLISECONDS.sleep(WARM_UP_MILLIS);
                String calm = pair.inWords();
                pair.forget();
                OtherWork others = OtherWork.beside(broker);

                List<StormSubscriber> subscribers = deliver(storm, broker.mqttPort());

                String told = "%d messages within %s ms; %d MB resident; before: %s; meanwhile: %s; %.0f %% for others"
                        .formatted(
                                TOPICS,
                                subscribers.stream()
                                        .map(subscriber -> Long.toString(subscriber.millis()))
                                        .collect(Collectors.joining(" ")),
                                broker.residentBytes() / 1_000_000,
                                calm,
                                pair.inWords(),
                                100 * others.share());
                System.out.println(told);
                assertThat(pair.millis(others)).as(told).isLessThan(LIMIT_MILLIS);
                assertThat(broker.residentBytes()).as(told).isLessThan(MEMORY_LIMIT);
            }
            assertThat(broker.output()).doesNotContain("OutOfMemoryError");
            broker.kill();
        }
    }

    /** The time that the JVM takes to compile what it has never run is not what is measured. */
    private static void warmUp(int port) throws IOException {
        try (FastClient client = new FastClient(port, "warm-up")) {
            client.subscribe("#").expect(FastClient.SUBACK);
            for (int i = 1; i <= TOPICS; i++) {
                client.acknowledge(client.expect(FastClient.PUBLISH));
                if (i % 50 == 0 || !client.hasInput()) {
                    client.flush();
                }
            }
        }
    }

    /** Returns the subscribers, the slow one first, when each has everything. */
    private static List<StormSubscriber> deliver(Storm storm, int port) throws Exception {
        CountDownLatch subscribed = new CountDownLatch(SUBSCRIBERS);
        List<StormSubscriber> subscribers = new ArrayList<>();
        for (int i = 0; i < SUBSCRIBERS; i++) {
            subscribers.add(new StormSubscriber(port, "storm-" + i, storm, i == 0 ? SLOW : FAST, subscribed));
        }
        FutureTask<Void> reading = new FutureTask<>(() -> read(subscribers), null);
        new Thread(reading, "storm-subscribers").start();
        assertThat(subscribed.await(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        storm.change(port);
        reading.get();
        return subscribers;
    }

    private static void read(List<StormSubscriber> subscribers) {
        long deadline =
                System.nanoTime() + TimeUnit.SECONDS.toNanos((long) SECONDS_FOR_EACH_100_000 * (1 + TOPICS / 100_000));
        try {
            for (StormSubscriber subscriber : subscribers) {
                subscriber.subscribe();
            }
            while (!subscribers.stream().allMatch(StormSubscriber::isComplete)) {
                boolean busy = false;
                for (StormSubscriber subscriber : subscribers) {
                    busy |= subscriber.step();
                }
                if (!busy) {
                    assertThat(System.nanoTime())
                            .as(() -> "missing: "
                                    + subscribers.stream()
                                            .map(StormSubscriber::missing)
                                            .toList())
                            .isLessThan(deadline);
                    TimeUnit.MILLISECONDS.sleep(1);
                }
            }
            for (StormSubscriber subscriber : subscribers) {
                subscriber.close();
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
