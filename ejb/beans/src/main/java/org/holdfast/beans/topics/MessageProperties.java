package org.holdfast.beans.topics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the receivers of a message get with it (section 3.3.2.3).
 *
 * @param payloadFormat the Payload Format Indicator: 1 when the payload is UTF-8 text; 0 or null when nothing is said
 * @param contentType what the payload is, or null
 * @param responseTopic where an answer is expected, or null
 * @param correlationData which request an answer is for, in base64, or null
 * @param userProperties in the order of the publisher; null for none
 */
public record MessageProperties(
        @Nullable Integer payloadFormat,
        @Nullable String contentType,
        @Nullable String responseTopic,
        @Nullable String correlationData,
        @Nullable List<Pair> userProperties) {
    public static final MessageProperties NONE = new MessageProperties(null, null, null, null, List.of());

    public record Pair(String name, String value) {}
}
