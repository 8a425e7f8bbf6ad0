package org.holdfast.web.rest;

import jakarta.ws.rs.BadRequestException;
import java.util.List;
import org.holdfast.beans.problem.InvalidInputException;
import org.jspecify.annotations.Nullable;

/** Checks that required values have been sent. */
final class Bodies {
    private Bodies() {}

    /** Returns the body, which must not be empty. */
    static <T> T required(@Nullable T body) {
        if (body == null) {
            throw new BadRequestException("the body must be a JSON object");
        }
        return body;
    }

    /** Returns the value of a required field. */
    static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new InvalidInputException(field, field + " is missing");
        }
        return value;
    }

    /** Whether the second of two words is given; the first one is the default. */
    static boolean isSecond(String field, @Nullable String word, List<String> words) {
        if (word != null && !words.contains(word)) {
            throw new InvalidInputException(field, field + " must be " + String.join(" or ", words) + ", not " + word);
        }
        return words.get(1).equals(word);
    }
}
