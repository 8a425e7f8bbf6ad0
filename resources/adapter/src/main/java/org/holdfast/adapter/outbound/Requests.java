package org.holdfast.adapter.outbound;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.holdfast.mqtt.MqttMessage;
import org.holdfast.mqtt.gateway.Envelope;
import org.holdfast.mqtt.gateway.LinkDelivery;

/** The requests that wait for a response, by their Correlation Data (section 4.10). Any thread. */
final class Requests implements ReconnectingLink.Listener {
    private static final int CORRELATION_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final Map<ByteBuffer, CompletableFuture<MqttMessage>> waiting = new ConcurrentHashMap<>();

    /** A request that waits for its response. */
    static final class Pending {
        private final byte[] correlationData = new byte[CORRELATION_BYTES];
        private final CompletableFuture<MqttMessage> answer = new CompletableFuture<>();

        byte[] correlationData() {
            return correlationData;
        }

        CompletableFuture<MqttMessage> answer() {
            return answer;
        }
    }

    Pending begin() {
        Pending pending = new Pending();
        random.nextBytes(pending.correlationData);
        waiting.put(ByteBuffer.wrap(pending.correlationData), pending.answer);
        return pending;
    }

    void end(Pending pending) {
        waiting.remove(ByteBuffer.wrap(pending.correlationData()));
    }

    /** Completes the request of a response; ignores a response that is too late. */
    @Override
    public void answered(LinkDelivery answer) {
        answer.copyProperties(
                (name, value) -> {
                    if (name.equals(Envelope.CORRELATION_DATA)) {
                        CompletableFuture<MqttMessage> asked = waiting.remove(ByteBuffer.wrap((byte[]) value));
                        if (asked != null) {
                            asked.complete(new MqttMessage(answer, 1));
                        }
                    }
                },
                (name, value) -> {});
        answer.acknowledge();
    }

    @Override
    public void lost(String why) {
        waiting.values().forEach(asked -> asked.completeExceptionally(new IllegalStateException(why)));
    }
}
