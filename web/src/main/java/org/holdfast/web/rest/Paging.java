package org.holdfast.web.rest;

import org.holdfast.beans.problem.InvalidInputException;
import org.jspecify.annotations.Nullable;

/** Reads numeric and boolean parameters; the server itself would answer invalid ones with 404. */
final class Paging {
    /** The description of an offset. */
    static final String OFFSET = "The number of entries to skip. Default: 0.";

    /** The description of a limit. */
    static final String LIMIT = "The maximum number of entries, 1 to 1,000. Default: 100.";

    private static final int DEFAULT_LIMIT = 100;

    private Paging() {}

    static int offset(@Nullable String offset) {
        return number("offset", offset, 0);
    }

    static int limit(@Nullable String limit) {
        return number("limit", limit, DEFAULT_LIMIT);
    }

    static int number(String field, @Nullable String text, int otherwise) {
        if (text == null) {
            return otherwise;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new InvalidInputException(field, field + " must be a whole number, not " + text);
        }
    }

    static boolean truth(String field, @Nullable String text) {
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.equals("true")) {
            return true;
        }
        throw new InvalidInputException(field, field + " must be true or false, not " + text);
    }
}
