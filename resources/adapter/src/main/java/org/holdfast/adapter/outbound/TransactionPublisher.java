package org.holdfast.adapter.outbound;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import org.holdfast.adapter.link.Outgoing;
import org.holdfast.mqtt.MqttException;
import org.jspecify.annotations.Nullable;

/** Publishes the messages of one committed transaction, in order. Belongs to one thread. */
final class TransactionPublisher {
    /** Enough for a group commit of the broker to hold many, and few enough for the broker to slow down the sender. */
    private static final int MOST_ON_THEIR_WAY = 256;

    private final ReconnectingLink link;
    private final Duration timeout;
    private final Queue<CompletionStage<Map.Entry<Integer, String>>> onTheirWay = new ArrayDeque<>();
    private int published;
    private @Nullable MqttException refusal;

    TransactionPublisher(ReconnectingLink link, Duration timeout) {
        this.link = link;
        this.timeout = timeout;
    }

    /** Publishes all messages in order, and waits for all answers; continues when the broker rejects one. */
    void publish(List<Outgoing> messages) throws NotAllPublishedException {
        try {
            for (Outgoing message : messages) {
                if (onTheirWay.size() == MOST_ON_THEIR_WAY) {
                    settleFirst();
                }
                onTheirWay.add(link.connected().publish(message));
            }
            while (!onTheirWay.isEmpty()) {
                settleFirst();
            }
        } catch (MqttException | RuntimeException e) {
            throw new NotAllPublishedException(messages.size(), published, onTheirWay.size(), e);
        }
        if (refusal != null) {
            throw new NotAllPublishedException(messages.size(), published, 0, refusal);
        }
    }

    private void settleFirst() throws MqttException {
        Map.Entry<Integer, String> answer = MqttManagedConnection.await(onTheirWay.element(), timeout);
        onTheirWay.remove();
        try {
            MqttManagedConnection.check(answer);
            published++;
        } catch (MqttException e) {
            refusal = refusal == null ? e : refusal;
        }
    }
}
