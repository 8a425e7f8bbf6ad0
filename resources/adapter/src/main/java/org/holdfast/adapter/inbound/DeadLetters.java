package org.holdfast.adapter.inbound;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.holdfast.adapter.link.Causes;
import org.holdfast.adapter.link.ReasonCodes;
import org.holdfast.mqtt.gateway.Envelope;
import org.holdfast.mqtt.gateway.Link;

/** Publishes dead letters: messages that a bean failed to process too often, with the reason. */
final class DeadLetters {
    static final String REASON = "dead-letter-reason";

    /** The original topic of the message. */
    static final String TOPIC = "dead-letter-topic";

    /** The bean that failed. */
    static final String BEAN = "dead-letter-bean";

    static final String ATTEMPTS = "dead-letter-attempts";

    private static final int LIMIT_SECONDS = 10;
    private static final int LONGEST_REASON = 1_000;
    private static final int UNPRINTABLE = 0xFFFD;

    private DeadLetters() {}

    /** The original message on another topic, without expiry, and with User Properties that give the reason. */
    private record DeadLetter(Inbound message, String topic, String bean, Throwable reason) implements Envelope {
        @Override
        public byte[] payload() {
            return message.delivery().payload();
        }

        @Override
        public int qos() {
            return Math.max(1, message.delivery().qos());
        }

        @Override
        public boolean retain() {
            return false;
        }

        @Override
        public boolean duplicate() {
            return false;
        }

        @Override
        public void copyProperties(BiConsumer<String, Object> property, BiConsumer<String, String> userProperty) {
            message.delivery()
                    .copyProperties(
                            (name, value) -> {
                                if (!name.equals(SUBSCRIPTION_IDENTIFIER) && !name.equals(EXPIRY_SECONDS)) {
                                    property.accept(name, value);
                                }
                            },
                            userProperty);
            userProperty.accept(REASON, words(reason));
            userProperty.accept(TOPIC, message.delivery().topic());
            userProperty.accept(BEAN, bean);
            userProperty.accept(ATTEMPTS, Integer.toString(message.failures()));
        }
    }

    /** Returns a failure in one line that fits a UTF-8 Encoded String (section 1.5.4), even if it quotes a payload. */
    static String words(Throwable failure) {
        Throwable root = Causes.root(failure);
        String text = root.getMessage() == null ? root.getClass().getName() : root.toString();
        return text.codePoints()
                .limit(LONGEST_REASON)
                .map(each -> isPrintable(each) ? each : UNPRINTABLE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /**
     * Publishes a message to the dead letter topic, and waits for the broker's acknowledgement.
     *
     * @throws TimeoutException when that does not arrive in time
     * @throws ExecutionException when the connection ended, or the broker rejects the message
     */
    static void send(Link link, Inbound message, String topic, String bean, Throwable reason)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map.Entry<Integer, String> answer = link.publish(new DeadLetter(message, topic, bean, reason))
                .toCompletableFuture()
                .get(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (ReasonCodes.isFailure(answer.getKey())) {
            String why = ReasonCodes.describe(answer.getKey(), answer.getValue());
            throw new ExecutionException(new IllegalStateException("the broker rejected the dead letter: " + why));
        }
    }
}
