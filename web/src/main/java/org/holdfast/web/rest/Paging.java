package org.holdfast.web.rest;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.holdfast.beans.problem.InvalidInputException;
import org.jspecify.annotations.Nullable;

/** Which part of a list is asked for. Made for each request. */
public class Paging {
    private static final int DEFAULT_LIMIT = 100;

    @QueryParam("offset")
    @Parameter(
            description = "So many of the first ones are left out.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "0", defaultValue = "0"))
    private @Nullable String offset;

    @QueryParam("limit")
    @Parameter(
            description = "So many at most.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000", defaultValue = "100"))
    private @Nullable String limit;

    int offset() {
        return number("offset", offset, 0);
    }

    int limit() {
        return number("limit", limit, DEFAULT_LIMIT);
    }

    /** A number among the parameters, which the server itself would answer with 404 when it is none. */
    static int number(String field, @Nullable String text, int otherwise) {
        if (text == null) {
            return otherwise;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new InvalidInputException(field, "a whole number is wanted, and not " + text);
        }
    }

    /** A yes or no among the parameters. */
    static boolean truth(String field, @Nullable String text) {
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.equals("true")) {
            return true;
        }
        throw new InvalidInputException(field, "true or false is wanted, and not " + text);
    }
}
