package org.holdfast.beans.transfer.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.holdfast.beans.transfer.BadMessageException;
import org.holdfast.beans.transfer.TextRules;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * Reads one message from a line. A new one for each; whatever {@link JsonWriter} would not write is rejected, including unknown
 * fields.
 */
final class JsonReader {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE) // the line has been measured
                    .maxNestingDepth(8)
                    .build())
            .build();

    private final JsonValues values;
    private @Nullable TopicName topic;
    private @Nullable Payload payload;
    private QoS qos = QoS.AT_MOST_ONCE;
    private Properties properties = Properties.NONE;
    private String publisher = "";
    private long publishedAt;
    private long expiresAt = Message.NEVER;

    private JsonReader(JsonValues values, long now) {
        this.values = values;
        this.publishedAt = now;
    }

    /**
     * Reads a message.
     *
     * @param line JSON, in UTF-8
     * @param length the number of its bytes
     * @param now the time of publication for a message without one, in milliseconds of the wall clock
     */
    static Message read(byte[] line, int length, long now) throws BadMessageException {
        try (JsonParser parser = FACTORY.createParser(line, 0, length)) {
            return new JsonReader(new JsonValues(parser), now).read(parser);
        } catch (JsonProcessingException e) {
            throw new BadMessageException("invalid JSON: " + inWords(e), e);
        } catch (IOException e) {
            throw new BadMessageException("invalid JSON: " + e.getMessage(), e);
        }
    }

    /** Returns the message in one line, without Jackson's description of the source. */
    private static String inWords(JsonProcessingException e) {
        return e.getOriginalMessage().replaceAll("\\s*\\(start marker.*|\\s*\\R.*", "");
    }

    private Message read(JsonParser parser) throws IOException, BadMessageException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new BadMessageException("each line must be a JSON object");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            read(parser.currentName());
        }
        if (parser.nextToken() != null) {
            throw new BadMessageException("there is text after the JSON object");
        }
        if (topic == null || payload == null) {
            throw new BadMessageException("there is no " + (topic == null ? JsonField.TOPIC : JsonField.PAYLOAD));
        }
        return new Message(topic, payload, qos, true, properties, expiresAt, publishedAt, publisher);
    }

    private void read(String field) throws IOException, BadMessageException {
        switch (field) {
            case JsonField.TOPIC -> topic = TextRules.topicName(field, values.text(field));
            case JsonField.PAYLOAD -> payload = Payload.of(values.binary(field));
            case JsonField.QOS -> qos = QoS.of(values.number(field, 2));
            case JsonField.PROPERTIES -> properties = new JsonProperties(values).read();
            case JsonField.PUBLISHER -> publisher = TextRules.checked(field, values.text(field));
            case JsonField.PUBLISHED_AT -> publishedAt = milliseconds(field);
            case JsonField.EXPIRES_AT -> expiresAt = milliseconds(field);
            default -> throw new BadMessageException("'" + field + "' is not a field of a message");
        }
    }

    private long milliseconds(String field) throws IOException, BadMessageException {
        String text = values.text(field);
        try {
            long milliseconds = Instant.parse(text).toEpochMilli();
            if (milliseconds >= 0) {
                return milliseconds;
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw new BadMessageException(field + " is not a time such as 2026-11-25T12:00:00Z: " + text, e);
        }
        throw new BadMessageException(field + " is before 1970: " + text);
    }
}
