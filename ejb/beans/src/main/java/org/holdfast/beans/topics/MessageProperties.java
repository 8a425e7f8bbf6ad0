package org.holdfast.beans.topics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a message (section 3.3.2.3).
 *
 * @param payloadFormat the Payload Format Indicator: 1 when the payload is UTF-8 text; 0 or null when it is unspecified
 * @param contentType the Content Type of the payload, or null
 * @param responseTopic the topic for responses, or null
 * @param correlationData the data that identifies the request of a response, in base64, or null
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
