package org.holdfast.beans.topics;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.holdfast.beans.problem.InvalidInputException;
import org.holdfast.beans.transfer.BadMessageException;
import org.holdfast.beans.transfer.TextRules;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.publishing.Publication;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/** Converts user input to MQTT values, or reports which field is invalid, and why. */
public final class Inputs {
    private static final long LONGEST_LIFETIME = 0xFFFF_FFFFL;

    private Inputs() {}

    /** Returns a topic that users may publish to. */
    public static TopicName topic(String field, @Nullable String text) {
        TopicName topic = anyTopic(field, text);
        if (topic.isSys()) {
            throw new InvalidInputException(field, "topics at and below $SYS are reserved for the broker");
        }
        return topic;
    }

    /** Returns a topic that users may clear: also a client's connection state, which only the client may publish to. */
    static TopicName topicOfClients(String field, @Nullable String text) {
        TopicName topic = anyTopic(field, text);
        if (!topic.isOfClients()) {
            throw new InvalidInputException(field, "this topic is reserved for the broker");
        }
        return topic;
    }

    /** Returns any topic, including the broker's own. */
    public static TopicName anyTopic(String field, @Nullable String text) {
        if (text == null) {
            throw new InvalidInputException(field, "the Topic Name is missing");
        }
        try {
            TopicName topic = TextRules.topicName(field, text);
            if (topic.isTooDeep()) {
                throw new InvalidInputException(
                        field, "a Topic Name must have at most " + TopicName.MAXIMUM_LEVELS + " levels here");
            }
            return topic;
        } catch (BadMessageException e) {
            throw new InvalidInputException(field, e.reason());
        }
    }

    /** Returns a Topic Filter without a Share Name; {@code #} when there is none. */
    public static TopicFilter filter(String field, @Nullable String text) {
        try {
            TopicFilter filter = TopicFilter.of(text == null || text.isEmpty() ? TopicFilter.MULTI_LEVEL : text);
            if (filter.isShared()) {
                throw new InvalidInputException(field, "the filter must not begin with $share/");
            }
            return filter;
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(field, inWords(e));
        }
    }

    private static String inWords(IllegalArgumentException e) {
        return String.valueOf(e.getMessage());
    }

    /** Returns the Message Expiry Interval, or null for none. */
    public static @Nullable Duration lifetime(String field, @Nullable Long seconds) {
        if (seconds != null && (seconds < 1 || seconds > LONGEST_LIFETIME)) {
            throw new InvalidInputException(
                    field, "the lifetime must be 1 to 4,294,967,295 seconds; omit it for a message that never expires");
        }
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    static Publication publication(PublishRequest request) {
        return new Publication(
                topic("topic", request.topic()),
                payload(request),
                qos(request.qos()),
                request.retain() != null && request.retain(),
                properties(request.properties()),
                expiryInterval(lifetime("lifetimeSeconds", request.lifetimeSeconds())));
    }

    private static long expiryInterval(@Nullable Duration lifetime) {
        return lifetime == null ? Message.NO_EXPIRY_INTERVAL : lifetime.toSeconds();
    }

    private static Payload payload(PublishRequest request) {
        if (request.payload() != null && request.text() != null) {
            throw new InvalidInputException("payload", "give either payload or text, not both");
        }
        if (request.text() != null) {
            return Payload.of(request.text().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return request.payload() == null ? Payload.EMPTY : Payload.of(base64("payload", request.payload()));
    }

    private static byte[] base64(String field, String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(field, "this is not base64: " + inWords(e));
        }
    }

    private static QoS qos(@Nullable Integer qos) {
        if (qos != null && (qos < 0 || qos > 2)) {
            throw new InvalidInputException("qos", "the QoS must be 0, 1 or 2, not " + qos);
        }
        return qos == null ? QoS.AT_MOST_ONCE : QoS.of(qos);
    }

    private static Properties properties(@Nullable MessageProperties properties) {
        if (properties == null) {
            return Properties.NONE;
        }
        Properties.Builder builder = Properties.builder();
        addFormat(properties.payloadFormat(), builder);
        if (properties.contentType() != null) {
            builder.contentType(text("properties.contentType", properties.contentType()));
        }
        if (properties.responseTopic() != null) {
            builder.responseTopic(topic("properties.responseTopic", properties.responseTopic())
                    .value());
        }
        addCorrelationData(properties.correlationData(), builder);
        addUserProperties(properties.userProperties(), builder);
        return builder.build();
    }

    private static void addUserProperties(@Nullable List<MessageProperties.Pair> pairs, Properties.Builder builder) {
        if (pairs != null) {
            pairs.forEach(pair -> builder.userProperty(
                    text("properties.userProperties", pair.name()), text("properties.userProperties", pair.value())));
        }
    }

    private static void addFormat(@Nullable Integer format, Properties.Builder to) {
        if (format == null) {
            return;
        }
        if (format != 0 && format != 1) {
            throw new InvalidInputException(
                    "properties.payloadFormat", "the Payload Format Indicator must be 0 or 1, not " + format);
        }
        to.payloadFormatIndicator(format);
    }

    private static void addCorrelationData(@Nullable String base64, Properties.Builder to) {
        if (base64 == null) {
            return;
        }
        String field = "properties.correlationData";
        try {
            to.correlationData(TextRules.checked(field, base64(field, base64)));
        } catch (BadMessageException e) {
            throw new InvalidInputException(field, e.reason());
        }
    }

    private static String text(String field, @Nullable String text) {
        if (text == null) {
            throw new InvalidInputException(field, "the text is missing");
        }
        try {
            return TextRules.checked(field, text);
        } catch (BadMessageException e) {
            throw new InvalidInputException(field, e.reason());
        }
    }
}
