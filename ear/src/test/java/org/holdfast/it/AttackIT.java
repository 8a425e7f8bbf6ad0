package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that cost the broker as much as they can, against the real process with a small heap and default settings. Meanwhile
 * two clients that behave well exchange messages, and /health is asked.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AttackIT {
    private static final Duration EACH = Duration.ofSeconds(3);
    private static final int LARGE = 1_000_000;
    private static final int RETAINED = 20_000;
    private static final int LONGEST_STOP_SECONDS =
            10; // with what a busy machine takes to start and see the end of processes

    @TempDir
    static Path folder;

    private static BrokerProcess broker;
    private static ExecutorService threads;

    /** What an attacker does until a point in time of {@link System#nanoTime}. */
    @FunctionalInterface
    private interface Attack {
        void run(int port, long end) throws Exception;
    }

    @BeforeAll
    static void start() {
        threads = Executors.newCachedThreadPool();
        broker = startBroker();
    }

    private static BrokerProcess startBroker() {
        return BrokerProcess.start(folder, BrokerProcess.OPTIMIZED, "-Xmx512m");
    }

    @AfterAll
    static void stop() {
        threads.shutdownNow();
        broker.close();
    }

    private static void survive(Attack... attacks) throws Exception {
        try (AttackWitness witness = AttackWitness.of(broker)) {
            long end = System.nanoTime() + EACH.toNanos();
            List<Future<?>> all = new ArrayList<>();
            for (Attack attack : attacks) {
                all.add(threads.submit(() -> attackUntil(end, attack)));
            }
            for (Future<?> each : all) {
                each.get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
            witness.assertNobodyElsePaid();
        }
        assertThat(broker.output()).doesNotContain("OutOfMemoryError");
    }

    /** Attacks again whenever the broker has cut the attacker off. */
    private static Void attackUntil(long end, Attack attack) throws Exception {
        while (!isOver(end)) {
            try {
                attack.run(broker.mqttPort(), end);
            } catch (IOException e) {
                assertThat(broker.handle().isAlive()).isTrue();
            }
        }
        return null;
    }

    private static boolean isOver(long end) {
        return System.nanoTime() - end >= 0;
    }

    // ---- one at a time

    @Test
    @Order(1)
    void connectPacketsOfSixteenMebibytes() throws Exception {
        survive(AttackIT::sendEndlessConnects);
    }

    private static void sendEndlessConnects(int port, long end) throws IOException {
        while (!isOver(end)) {
            try (Attacker attacker = Attacker.open(port)) {
                attacker.begin(Attacker.CONNECT, 16 << 20);
                assertThatThrownBy(() -> {
                            for (int i = 0; i < 16; i++) {
                                attacker.send(Attacker.payload(1 << 20));
                            }
                            attacker.readOn();
                            throw new IOException("closed by the broker");
                        })
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    @Order(2)
    void sessionsWithLargeWills() throws Exception {
        survive(AttackIT::leaveWills);
    }

    private static void leaveWills(int port, long end) throws IOException {
        String will = "x".repeat(63_000);
        for (int i = 0; !isOver(end); i++) {
            try (Attacker attacker = Attacker.open(port)) {
                assertThat(attacker.connect("will-" + i, will)).isIn(0, 0x97);
            }
        }
    }

    @Test
    @Order(3)
    void aSubscriberThatNeverAcknowledges() throws Exception {
        survive(AttackIT::neverAcknowledge);
    }

    private static void neverAcknowledge(int port, long end) throws IOException {
        try (Attacker silent = Attacker.open(port)) {
            silent.connect("silent");
            silent.subscribe(1, "never-acknowledged");
            threads.execute(silent::readOn);
            flood(port, end, List.of("never-acknowledged"), LARGE);
        }
    }

    @Test
    @Order(4)
    void subscribersThatNeverRead() throws Exception {
        survive(AttackIT::neverRead);
    }

    private static void neverRead(int port, long end) throws IOException {
        List<Attacker> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                Attacker each = Attacker.open(port);
                idle.add(each);
                each.connect("idle-" + i);
                each.subscribe(0, "never-read");
            }
            flood(port, end, List.of("never-read"), LARGE / 5);
        } finally {
            for (Attacker each : idle) {
                each.close();
            }
        }
    }

    @Test
    @Order(5)
    void largeMessagesForClientsThatAreAway() throws Exception {
        survive(AttackIT::fillQueues);
    }

    private static void fillQueues(int port, long end) throws IOException {
        List<String> topics = IntStream.range(0, 30).mapToObj(i -> "away/" + i).toList();
        for (String topic : topics) {
            try (Attacker away = Attacker.open(port)) {
                away.connect(topic);
                away.subscribe(1, topic);
            }
        }
        flood(port, end, topics, LARGE);
    }

    private static void flood(int port, long end, List<String> topics, int size) throws IOException {
        byte[] payload = Attacker.payload(size);
        try (Attacker publisher = Attacker.open(port)) {
            publisher.connect("flood-" + topics.get(0));
            for (int i = 0; !isOver(end); i++) {
                publisher.publish(topics.get(i % topics.size()), payload, 0);
            }
        }
    }

    @Test
    @Order(6)
    void filtersThatMatchNothingOfMuch() throws Exception {
        try (FastClient publisher = new FastClient(broker.mqttPort(), "retains")) {
            for (int i = 0; i < RETAINED; i++) {
                publisher.publish("retained/" + i + "/x", "v", FastClient.RETAIN, 0);
            }
            publisher.publish("retained/last", "v", FastClient.RETAIN | FastClient.QOS_1, 1);
            publisher.flush();
            publisher.expect(FastClient.PUBACK);
        }
        survive(AttackIT::subscribeInVain);
    }

    private static void subscribeInVain(int port, long end) throws IOException {
        try (Attacker subscriber = Attacker.open(port)) {
            subscriber.connect("filters");
            String[] filters =
                    IntStream.range(0, 4_000).mapToObj(i -> "+/+/" + i + "/x").toArray(String[]::new);
            while (!isOver(end)) {
                subscriber.subscribe(1, filters);
            }
        }
    }

    @Test
    @Order(7)
    void subscriptionsThatOverlap() throws Exception {
        survive(AttackIT::overlap);
    }

    private static void overlap(int port, long end) throws IOException {
        try (Attacker subscriber = Attacker.open(port)) {
            subscriber.connect("overlap");
            subscriber.subscribe(
                    0,
                    IntStream.range(0, 1 << 12).mapToObj(AttackIT::overlapping).toArray(String[]::new));
            threads.execute(subscriber::readOn);
            flood(port, end, List.of("a/b/c/d/e/f/g/h/i/j/k/l"), 10);
        }
    }

    /** One of the filters that match the same topic of twelve levels: each level is a name or a wildcard. */
    private static String overlapping(int number) {
        StringBuilder filter = new StringBuilder();
        for (int level = 0; level < 12; level++) {
            filter.append(level == 0 ? "" : "/")
                    .append((number >> level & 1) == 0 ? "+" : String.valueOf((char) ('a' + level)));
        }
        return filter.toString();
    }

    @Test
    @Order(8)
    void filtersOfAThousandLevels() throws Exception {
        survive((port, end) -> {
            String[] deep =
                    IntStream.range(0, 400).mapToObj(i -> "x/".repeat(999) + i).toArray(String[]::new);
            while (!isOver(end)) {
                try (Attacker attacker = Attacker.open(port)) {
                    attacker.connect("deep");
                    attacker.subscribe(0, deep);
                }
            }
        });
    }

    @Test
    @Order(9)
    void packetsThatNeverArriveToTheirEnd() throws Exception {
        survive(AttackIT::neverEnd);
    }

    private static void neverEnd(int port, long end) throws IOException {
        List<Attacker> open = new ArrayList<>();
        try {
            for (int i = 0; !isOver(end); i++) {
                Attacker attacker = Attacker.open(port);
                open.add(attacker);
                attacker.connect("never-ends-" + i);
                attacker.begin(Attacker.PUBLISH, LARGE);
                attacker.send(Attacker.payload(LARGE - 1));
            }
        } finally {
            for (Attacker each : open) {
                each.close();
            }
        }
    }

    // ---- two at a time, and the end

    @Test
    @Order(10)
    void twoOfThemTogether() throws Exception {
        survive(AttackIT::neverAcknowledge, AttackIT::leaveWills);
        survive(AttackIT::fillQueues, AttackIT::subscribeInVain);
    }

    @Test
    @Order(11)
    void theBrokerStopsAfterAllOfThemAndTheNextStartServes() throws Exception {
        long begun = System.nanoTime();
        assertThat(broker.terminate()).as(broker.output()).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(LONGEST_STOP_SECONDS));

        broker = startBroker();
        survive((port, end) -> {
            while (!isOver(end)) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        });
    }
}
