package org.holdfast.it;

import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** 200 clients, each of which writes its own retained topics again and again, until the broker or the test ends it. */
final class Swarm implements AutoCloseable {
    private static final int CLIENTS = 200;
    private static final int TOPICS_OF_EACH = 50;
    private static final int UNACKNOWLEDGED = 5;
    private static final Executor LATER = CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);

    private final List<Mqtt5AsyncClient> clients;
    private final Ledger ledger;
    private volatile boolean ending;

    private Swarm(List<Mqtt5AsyncClient> clients, Ledger ledger) {
        this.clients = clients;
        this.ledger = ledger;
    }

    /** Connects them, and begins. */
    static Swarm start(int port, Ledger ledger) {
        Swarm swarm = new Swarm(HiveMqClients.connect(port, "swarm", CLIENTS), ledger);
        for (int client = 0; client < CLIENTS; client++) {
            for (int lane = 0; lane < UNACKNOWLEDGED; lane++) {
                swarm.publish(client, lane);
            }
        }
        return swarm;
    }

    /** Publishes to a topic of this lane, and after the acknowledgement to the next; after a refusal a little later. */
    private void publish(int client, int lane) {
        if (ending) {
            return;
        }
        int topic = ThreadLocalRandom.current().nextInt(TOPICS_OF_EACH / UNACKNOWLEDGED) * UNACKNOWLEDGED + lane;
        Mqtt5Publish message = ledger.next("swarm/" + client + "/" + topic);
        clients.get(client).publish(message).whenComplete((result, failure) -> {
            if (failure == null && result.getError().isEmpty()) {
                ledger.acknowledged(message);
                publish(client, lane);
            } else {
                LATER.execute(() -> publish(client, lane));
            }
        });
    }

    /** Leaves, where there is still somebody to say goodbye to. */
    @Override
    public void close() {
        ending = true;
        HiveMqClients.disconnect(clients);
    }
}
