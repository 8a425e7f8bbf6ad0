package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Two clients that behave well, and somebody who asks for /health, while others attack. */
final class AttackWitness implements AutoCloseable {
    private static final double LONGEST_MILLIS = 100;
    private static final Duration LONGEST_HEALTH = Duration.ofSeconds(1);
    private static final int PAUSE_MILLIS = 200;

    private final BrokerProcess broker;
    private final LatencyPair pair;
    private final OtherWork others;
    private final Thread asking = new Thread(this::ask, "health");
    private volatile boolean running = true;
    private volatile @Nullable Throwable failure;
    private volatile long slowestNanos;

    private AttackWitness(BrokerProcess broker) throws IOException {
        this.broker = broker;
        this.pair = LatencyPair.start(broker.mqttPort());
        this.others = OtherWork.beside(broker);
    }

    static AttackWitness of(BrokerProcess broker) throws IOException {
        AttackWitness witness = new AttackWitness(broker);
        witness.asking.start();
        return witness;
    }

    private void ask() {
        try {
            do {
                long begun = System.nanoTime();
                assertThat(Http.get(broker.healthUrl()).statusCode()).isEqualTo(200);
                slowestNanos = Math.max(slowestNanos, System.nanoTime() - begun);
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } while (running);
        } catch (IOException | InterruptedException | AssertionError e) {
            failure = e;
        }
    }

    /** Nothing was lost, and both were served in time, as far as others left them the processors. */
    void assertNobodyElsePaid() throws InterruptedException {
        running = false;
        asking.join();
        String told = "%s; /health within %d ms; %.0f %% for others"
                .formatted(pair.inWords(), TimeUnit.NANOSECONDS.toMillis(slowestNanos), 100 * others.share());
        System.out.println(told);
        assertThat(failure).as(told).isNull();
        assertThat(slowestNanos).as(told).isPositive();
        assertThat(pair.millis(others)).as(told).isLessThan(LONGEST_MILLIS);
        if (others.isLittle()) {
            assertThat(slowestNanos).as(told).isLessThan(LONGEST_HEALTH.toNanos());
        }
    }

    @Override
    public void close() throws IOException {
        running = false;
        try {
            asking.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pair.close();
    }
}
