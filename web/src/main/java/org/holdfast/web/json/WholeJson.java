package org.holdfast.web.json;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;

/** Checks that a text is JSON to its end, and not nested so deeply that it could exhaust the stack or the heap. */
public final class WholeJson {
    /** The maximum nesting depth; the JSON of Holdfast itself has only a few levels. */
    private static final int DEEPEST = 32;

    private WholeJson() {}

    /**
     * Reads a text to its end.
     *
     * @throws JsonException if it is not JSON, or nested too deeply
     */
    public static void check(String text) {
        int depth = 0;
        try (JsonParser parser = Json.createParser(new StringReader(text))) {
            while (parser.hasNext()) { // which throws when there is anything behind it
                depth += step(parser.next());
                if (depth > DEEPEST) {
                    throw new JsonException("it has more than " + DEEPEST + " levels");
                }
            }
        }
        if (depth > 0) {
            throw new JsonException("it ends too early");
        }
    }

    private static int step(JsonParser.Event event) {
        return switch (event) {
            case START_OBJECT, START_ARRAY -> 1;
            case END_OBJECT, END_ARRAY -> -1;
            case KEY_NAME, VALUE_STRING, VALUE_NUMBER, VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> 0;
        };
    }
}
