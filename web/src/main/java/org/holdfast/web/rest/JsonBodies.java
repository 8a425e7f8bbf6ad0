package org.holdfast.web.rest;

import jakarta.json.JsonException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.holdfast.web.json.WholeJson;

/**
 * Checks that a body is JSON to its end before JSON-B reads it. The server's reader skips the value of an unknown field, and does
 * so without end when the body ends within that value, which costs a thread.
 */
@Provider
public class JsonBodies implements ReaderInterceptor {
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
        if (body.length > 0) {
            WholeJson.check(new String(body, StandardCharsets.UTF_8));
        }
    }
}
