package org.holdfast.beans.transfer.json;

import java.io.IOException;
import org.holdfast.beans.transfer.BadMessageException;
import org.holdfast.beans.transfer.TextRules;
import org.holdfast.engine.message.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Reads the properties of a message.
 *
 * @param values the reader, positioned before them
 */
record JsonProperties(JsonValues values) {
    Properties read() throws IOException, BadMessageException {
        Properties.Builder properties = Properties.builder();
        values.eachField(JsonField.PROPERTIES, field -> add(field, properties));
        return properties.build();
    }

    private void add(String field, Properties.Builder to) throws IOException, BadMessageException {
        switch (field) {
            case JsonField.PAYLOAD_FORMAT -> to.payloadFormatIndicator(values.number(field, 1));
            case JsonField.CONTENT_TYPE -> to.contentType(TextRules.checked(field, values.text(field)));
            case JsonField.RESPONSE_TOPIC ->
                to.responseTopic(TextRules.topicName(field, values.text(field)).value());
            case JsonField.CORRELATION_DATA -> to.correlationData(TextRules.checked(field, values.binary(field)));
            case JsonField.USER_PROPERTIES -> values.eachElement(field, () -> addUserProperty(field, to));
            default -> throw new BadMessageException("'" + field + "' is not a property");
        }
    }

    private void addUserProperty(String list, Properties.Builder to) throws IOException, BadMessageException {
        Pair pair = new Pair();
        values.eachObjectField(list, field -> pair.read(field, values));
        if (pair.name == null || pair.value == null) {
            throw new BadMessageException("each of " + list + " has a name and a value");
        }
        to.userProperty(pair.name, pair.value);
    }

    /** A User Property, while it is read. */
    private static final class Pair {
        private @Nullable String name;
        private @Nullable String value;

        void read(String field, JsonValues values) throws IOException, BadMessageException {
            String text = TextRules.checked(field, values.text(field));
            switch (field) {
                case JsonField.NAME -> name = text;
                case JsonField.VALUE -> value = text;
                default -> throw new BadMessageException("'" + field + "' is not a part of a User Property");
            }
        }
    }
}
