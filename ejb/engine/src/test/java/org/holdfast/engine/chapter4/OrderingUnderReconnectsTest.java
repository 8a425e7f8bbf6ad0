package org.holdfast.engine.chapter4;

import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.BusyLoops;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Message ordering (section 4.6) whatever happens: many publishers, all QoS, slow answers, connections that are lost. */
@Isolated("it makes so much load that others would take long")
class OrderingUnderReconnectsTest {
    private static final int STEPS = 300;

    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    private final List<NumberingPublisher> publishers = new ArrayList<>();
    private final List<OrderWitness> witnesses = new ArrayList<>();

    private static BusyLoops load;

    @BeforeAll
    static void otherWorkOnTheMachine() { // a connection's last callbacks are late then: its session is elsewhere
        load = new BusyLoops(2 * Runtime.getRuntime().availableProcessors());
    }

    @AfterAll
    static void endOfThatWork() {
        load.close();
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("holdfast.ordering.seeds", 15));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @Normative(
            value = {"MQTT-4.5.0-1", "MQTT-4.6.0-5", "MQTT-4.6.0-6"},
            mqtt3 = {"MQTT-4.5.0-1", "MQTT-4.6.0-5", "MQTT-4.6.0-6"})
    void eachStreamOfEachPublisherKeepsItsOrderAndLosesNothing(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 4; i++) {
            String clientId = "publisher" + i;
            publishers.add(new NumberingPublisher(broker, i % 2 == 0 ? MQTT_5_0 : MQTT_3_1_1, clientId, random));
        }
        witnesses.add(new OrderWitness(broker, MQTT_5_0, "five", "#"));
        witnesses.add(new OrderWitness(broker, MQTT_3_1_1, "three", "+/+"));
        for (int step = 0; step < STEPS; step++) {
            step(random);
        }
        Map<String, Integer> published = new HashMap<>();
        for (NumberingPublisher publisher : publishers) {
            publisher.complete();
            published.putAll(publisher.published());
        }
        for (OrderWitness witness : witnesses) {
            witness.reconnect(false, 1_000); // through a small window it would take thousands of rounds
            witness.complete(published);
        }
    }

    private void step(Random random) {
        NumberingPublisher publisher = publishers.get(random.nextInt(publishers.size()));
        OrderWitness witness = witnesses.get(random.nextInt(witnesses.size()));
        switch (random.nextInt(15)) {
            case 0, 1, 2, 3, 4 -> publisher.publish(1 + random.nextInt(30));
            case 5, 6 -> publisher.takeAnswers();
            case 7 -> publisher.reconnect();
            case 8 -> witness.reconnect(false, 1 + random.nextInt(100));
            case 9 -> takeOverInTheMiddleOfBursts(witness, random);
            case 10, 11 -> witness.answer(random.nextInt(50));
            default -> witness.take();
        }
    }

    private void takeOverInTheMiddleOfBursts(OrderWitness witness, Random random) {
        publishers.forEach(publisher -> publisher.publish(50));
        witness.reconnect(true, 1 + random.nextInt(1_000));
    }
}
