package org.holdfast.beans.transfer.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.UserProperty;
import org.jspecify.annotations.Nullable;

/** Writes messages as JSON, each in a line. Belongs to one thread. */
public final class JsonWriter implements AutoCloseable {
    private final JsonGenerator out;

    /** Creates a writer to a stream, which is flushed at the end and not closed. */
    public JsonWriter(OutputStream out) throws IOException {
        this.out = new JsonFactory().createGenerator(out);
        this.out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        this.out.setRootValueSeparator(null);
    }

    public void write(Message message) throws IOException {
        out.writeStartObject();
        out.writeStringField(JsonField.TOPIC, message.topic().value());
        out.writeBinaryField(JsonField.PAYLOAD, message.payload().bytes());
        out.writeNumberField(JsonField.QOS, message.qos().value());
        if (!message.properties().isEmpty()) {
            out.writeObjectFieldStart(JsonField.PROPERTIES);
            write(message.properties());
            out.writeEndObject();
        }
        if (!message.publisher().isEmpty()) {
            out.writeStringField(JsonField.PUBLISHER, message.publisher());
        }
        out.writeStringField(JsonField.PUBLISHED_AT, instant(message.publishedAt()));
        if (message.expires()) {
            out.writeStringField(JsonField.EXPIRES_AT, instant(message.expiresAt()));
        }
        out.writeEndObject();
        out.writeRaw('\n');
    }

    private void write(Properties properties) throws IOException {
        Integer format = properties.payloadFormatIndicator();
        if (format != null) {
            out.writeNumberField(JsonField.PAYLOAD_FORMAT, format);
        }
        writeText(JsonField.CONTENT_TYPE, properties.contentType());
        writeText(JsonField.RESPONSE_TOPIC, properties.responseTopic());
        byte[] correlationData = properties.correlationData();
        if (correlationData != null) {
            out.writeBinaryField(JsonField.CORRELATION_DATA, correlationData);
        }
        if (!properties.userProperties().isEmpty()) {
            write(properties.userProperties());
        }
    }

    private void write(List<UserProperty> properties) throws IOException {
        out.writeArrayFieldStart(JsonField.USER_PROPERTIES);
        for (UserProperty property : properties) {
            out.writeStartObject();
            out.writeStringField(JsonField.NAME, property.name());
            out.writeStringField(JsonField.VALUE, property.value());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void writeText(String field, @Nullable String text) throws IOException {
        if (text != null) {
            out.writeStringField(field, text);
        }
    }

    private static String instant(long milliseconds) {
        return Instant.ofEpochMilli(milliseconds).toString();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
