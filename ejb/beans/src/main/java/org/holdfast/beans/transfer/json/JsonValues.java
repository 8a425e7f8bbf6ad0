package org.holdfast.beans.transfer.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.holdfast.beans.transfer.BadMessageException;

/**
 * Reads values of the types that the fields have.
 *
 * @param parser the parser, positioned before them
 */
record JsonValues(JsonParser parser) {
    /** Reads the value of a field. */
    @FunctionalInterface
    interface FieldReader {
        void read(String field) throws IOException, BadMessageException;
    }

    /** Reads an element of a list, whose first token is the current one. */
    @FunctionalInterface
    interface ElementReader {
        void read() throws IOException, BadMessageException;
    }

    String text(String field) throws IOException, BadMessageException {
        require(parser.nextToken() == JsonToken.VALUE_STRING, field, "a text");
        return parser.getText();
    }

    byte[] binary(String field) throws IOException, BadMessageException {
        require(parser.nextToken() == JsonToken.VALUE_STRING, field, "a text in base64");
        try {
            return parser.getBinaryValue();
        } catch (JsonProcessingException e) {
            throw new BadMessageException(field + " is not base64", e);
        }
    }

    int number(String field, int maximum) throws IOException, BadMessageException {
        String allowed = "a number from 0 to " + maximum;
        require(parser.nextToken() == JsonToken.VALUE_NUMBER_INT, field, allowed);
        String digits = parser.getText();
        require(digits.length() == 1 && digits.charAt(0) - '0' <= maximum, field, allowed);
        return digits.charAt(0) - '0';
    }

    void eachField(String field, FieldReader reader) throws IOException, BadMessageException {
        parser.nextToken();
        eachObjectField(field, reader);
    }

    void eachObjectField(String field, FieldReader reader) throws IOException, BadMessageException {
        require(parser.currentToken() == JsonToken.START_OBJECT, field, "an object");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            reader.read(parser.currentName());
        }
    }

    void eachElement(String field, ElementReader reader) throws IOException, BadMessageException {
        require(parser.nextToken() == JsonToken.START_ARRAY, field, "a list");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            reader.read();
        }
    }

    private static void require(boolean isSo, String field, String what) throws BadMessageException {
        if (!isSo) {
            throw new BadMessageException(field + " is not " + what);
        }
    }
}
