package org.holdfast.engine.fuzz;

import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.TestBroker;

/** A publisher and a subscriber that exchange messages on a thread of their own and lose none. */
final class WellBehavedPair {
    private static final String TOPIC = "well-behaved/topic";

    private final RawClient publisher;
    private final RawClient subscriber;
    private final CompletableFuture<Integer> exchanged;
    private volatile boolean ending;

    private WellBehavedPair(RawClient publisher, RawClient subscriber) {
        this.publisher = publisher;
        this.subscriber = subscriber;
        this.exchanged = CompletableFuture.supplyAsync(this::exchange);
    }

    static WellBehavedPair begin(TestBroker broker) {
        RawClient subscriber =
                broker.connect(MQTT_5_0, "well-behaved subscriber").subscribe(TOPIC, 2);
        return new WellBehavedPair(broker.connect(MQTT_5_0, "well-behaved publisher"), subscriber);
    }

    private int exchange() {
        int count = 0;
        while (!ending) {
            int qos = count % 3;
            publisher.publish(TOPIC, qos, "message " + count);
            subscriber.acknowledge(subscriber.expectPublish(TOPIC, qos, "message " + count));
            count++;
        }
        return count;
    }

    /** How many messages went from one to the other; fails when one did not. */
    int end() {
        ending = true;
        try {
            return exchanged.get(2L * RawClient.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("a well-behaved client was harmed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
