package org.holdfast.engine.chapter3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.holdfast.engine.access.Authenticator;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Event loops that are late: what has arrived in time counts, although it is read when the time is over. */
class LateReadingTest {
    private static final int CLIENTS = 200;
    private static final int LOOPS = 2;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int PATIENCE_SECONDS = 30;

    private final CountDownLatch held = new CountDownLatch(LOOPS);
    private final CountDownLatch released = new CountDownLatch(1);
    private final Authenticator slow = (clientId, userName, password) -> {
        if (clientId.startsWith("slow")) {
            held.countDown();
            await(released);
        }
        return true;
    };

    @RegisterExtension
    final TestBroker broker = TestBroker.create().connectTimeout(TIMEOUT).authenticator(slow);

    @Test
    void aConnectThatArrivedInTimeIsAnswered() {
        List<RawClient> clients = open(CLIENTS);
        holdUpAllLoops();
        for (int i = 0; i < CLIENTS; i++) {
            clients.get(i).send("10 .. @ 02 0000 [] s'client%d'".formatted(i)); // CONNECT
        }
        letTimePassAndGoOn();
        clients.forEach(RawClient::expectAccepted);
    }

    @Test
    void aPingReqThatArrivedInTimeKeepsItsClient() {
        List<RawClient> clients = open(CLIENTS);
        for (int i = 0; i < CLIENTS; i++) {
            clients.get(i)
                    .send("10 .. @ 02 0002 [] s'client%d'".formatted(i))
                    .expectAccepted(); // CONNECT, Keep Alive 2 s
        }
        holdUpAllLoops();
        clients.forEach(client -> client.send("c0 00")); // PINGREQ
        letTimePassAndGoOn();
        clients.forEach(client -> client.expect("d0 00")); // PINGRESP
    }

    @Test
    void whoHasSentNothingIsCutOffAllTheSame() {
        RawClient silent = open(1).get(0);
        holdUpAllLoops();
        letTimePassAndGoOn();
        silent.expectClosed();
    }

    private List<RawClient> open(int count) {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(broker.open(MQTT_5_0));
        }
        awaitThat(() -> broker.broker().status().connections() == count);
        return clients;
    }

    /** Connections go to the loops in turn: each loop gets one whose authentication takes its time. */
    private void holdUpAllLoops() {
        int before = broker.broker().status().connections();
        List<RawClient> slowOnes = new ArrayList<>();
        for (int i = 0; i < LOOPS; i++) {
            slowOnes.add(broker.open(MQTT_5_0));
        }
        awaitThat(() -> broker.broker().status().connections() == before + LOOPS);
        slowOnes.forEach(client -> client.send("10 .. @ 02 0000 [] s'slow%d'".formatted(slowOnes.indexOf(client))));
        await(held);
    }

    private void letTimePassAndGoOn() {
        Thread advance = new Thread(() -> broker.clock().advance(TIMEOUT.plusSeconds(1)));
        advance.start();
        awaitThat(() -> advance.getState() == Thread.State.TIMED_WAITING); // all timers are with the loops
        released.countDown();
        awaitThat(() -> !advance.isAlive());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitThat(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the time is not over").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
