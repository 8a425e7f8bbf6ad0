package org.holdfast.web.rest;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;

/**
 * Looks whether a body is JSON to its end before JSON-B reads it. The server's reader passes over the value of a field that it does
 * not know, and does so without end when the body ends within that value, which costs a thread.
 */
@Provider
public class JsonBodies implements ReaderInterceptor {
    /** No body of ours has more than a few levels. */
    private static final int DEEPEST = 32;

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (MediaType.APPLICATION_JSON_TYPE.isCompatible(context.getMediaType())) {
            byte[] body = context.getInputStream().readAllBytes();
            check(body);
            context.setInputStream(new ByteArrayInputStream(body));
        }
        return context.proceed();
    }

    /**
     * Reads the body to its end; an empty one is left to the resource.
     *
     * @throws JsonException if it is not JSON, or nested too deeply
     */
    static void check(byte[] body) {
        if (body.length == 0) {
            return;
        }
        int depth = 0;
        try (JsonParser parser = Json.createParser(new StringReader(new String(body, StandardCharsets.UTF_8)))) {
            while (parser.hasNext()) {
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
