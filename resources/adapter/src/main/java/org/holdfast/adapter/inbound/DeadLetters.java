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

/** Where messages go that a bean has failed on too often: to a topic, with the reason. */
final class DeadLetters {
    static final String REASON = "dead-letter-reason";

    /** Where the message was published. */
    static final String TOPIC = "dead-letter-topic";

    /** Which bean has failed. */
    static final String BEAN = "dead-letter-bean";

    static final String ATTEMPTS = "dead-letter-attempts";

    private static final int LIMIT_SECONDS = 10;
    private static final int LONGEST_REASON = 1_000;
    private static final int UNPRINTABLE = 0xFFFD;

    private DeadLetters() {}

    /** A message as it was, but without an end to its life, on another topic, with User Properties that say why. */
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

    /** A failure in one line of characters that a UTF-8 Encoded String may have (section 1.5.4), however strange the payload in it. */
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
     * Publishes a message there, and waits for the broker's word.
     *
     * @throws TimeoutException when that does not come
     * @throws ExecutionException when the connection is gone, or the broker refuses
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
