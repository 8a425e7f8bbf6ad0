package org.holdfast.engine.durability;

import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.holdfast.engine.chapter4.NumberingPublisher;
import org.holdfast.engine.chapter4.OrderWitness;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Publishers and subscribers whose broker crashes again and again, at any moment between two packets that they read: QoS 1
 * messages come at least once and in order, QoS 2 messages exactly once.
 */
class CrashUnderLoadTest {
    private static final int STEPS = 120;

    private final List<NumberingPublisher> publishers = new ArrayList<>();
    private final List<OrderWitness> witnesses = new ArrayList<>();
    private final List<TestBroker> crashed = new ArrayList<>();
    private TestBroker broker = newBroker();

    private static TestBroker newBroker() {
        return TestBroker.create();
    }

    @AfterEach
    void stop() {
        crashed.forEach(TestBroker::close);
        broker.close();
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 10);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingThatWasAcknowledgedIsLostAndNothingAtQos2ComesTwice(long seed) {
        Random random = new Random(seed);
        broker.start();
        witnesses.add(new OrderWitness(broker, MQTT_5_0, "five", "#"));
        witnesses.add(new OrderWitness(broker, MQTT_3_1_1, "three", "+/+"));
        for (int i = 0; i < 3; i++) {
            NumberingPublisher publisher =
                    new NumberingPublisher(broker, i % 2 == 0 ? MQTT_5_0 : MQTT_3_1_1, "publisher" + i, random);
            publishers.add(publisher);
        }
        broker.connect(MQTT_5_0, "other").publishRetained("$commit", 1, "a commit"); // from now on all sessions survive
        for (int step = 0; step < STEPS; step++) {
            step(random);
        }
        Map<String, Integer> published = new HashMap<>();
        for (NumberingPublisher publisher : publishers) {
            publisher.complete();
            published.putAll(publisher.published());
        }
        for (OrderWitness witness : witnesses) {
            witness.reconnect(false, 1_000);
            witness.complete(published);
        }
    }

    private void step(Random random) {
        NumberingPublisher publisher = publishers.get(random.nextInt(publishers.size()));
        OrderWitness witness = witnesses.get(random.nextInt(witnesses.size()));
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4 -> publisher.publish(1 + random.nextInt(30));
            case 5, 6, 7 -> publisher.takeAnswers();
            case 8 -> publisher.reconnect();
            case 9 -> witness.reconnect(false, 1 + random.nextInt(100));
            case 10, 11 -> witness.answer(random.nextInt(50));
            case 12 -> crash(random);
            default -> witness.take();
        }
    }

    private void crash(Random random) {
        TestBroker next = newBroker().store(broker.store().copy()).start();
        crashed.add(broker);
        broker = next;
        for (NumberingPublisher publisher : publishers) {
            publisher.moveTo(next);
            publisher.reconnect();
        }
        for (OrderWitness witness : witnesses) {
            witness.moveTo(next);
            witness.reconnect(false, 1 + random.nextInt(100));
        }
    }
}
