package org.holdfast.web.problem;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import org.jspecify.annotations.Nullable;

/**
 * Problem details (RFC 9457).
 *
 * @param type what kind of problem it is, as a URI; {@code about:blank} adds nothing to the status
 * @param title the status in words
 * @param status the HTTP status
 * @param detail what is wrong, and what to do
 * @param field which value is wrong, or null
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String field) {
    /** The media type of problem details. */
    public static final String JSON = "application/problem+json";

    private static final String NO_TYPE = "about:blank";

    /** Returns a problem that the status describes. */
    public static Problem of(int status, String detail, @Nullable String field) {
        return new Problem(NO_TYPE, title(status), status, detail, field);
    }

    private static String title(int status) {
        return switch (status) { // those that JAX-RS does not know
            case 421 -> "Misdirected Request";
            case 422 -> "Unprocessable Content";
            default -> {
                Status known = Status.fromStatusCode(status);
                yield known == null ? "HTTP status " + status : known.getReasonPhrase();
            }
        };
    }

    /** Returns the response with this problem. */
    public Response response() {
        return Response.status(status)
                .type(MediaType.valueOf(JSON))
                .entity(this)
                .build();
    }

    /** Returns this problem as JSON, for responses without JAX-RS. */
    public String json() {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("type", type)
                .add("title", title)
                .add("status", status)
                .add("detail", detail);
        if (field != null) {
            json.add("field", field);
        }
        return json.build().toString();
    }
}
