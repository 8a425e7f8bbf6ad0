package org.holdfast.web.rest;

import jakarta.ws.rs.BadRequestException;
import java.util.List;
import org.holdfast.beans.problem.InvalidInputException;
import org.jspecify.annotations.Nullable;

/** Looks whether what is needed has been sent. */
final class Bodies {
    private Bodies() {}

    /** The body, which is not empty. */
    static <T> T required(@Nullable T body) {
        if (body == null) {
            throw new BadRequestException("the body must be a JSON object");
        }
        return body;
    }

    /** The value of a field that may not be left out. */
    static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new InvalidInputException(field, field + " is missing");
        }
        return value;
    }

    /** Whether the second of two words is given; without any it is the first. */
    static boolean isSecond(String field, @Nullable String word, List<String> words) {
        if (word != null && !words.contains(word)) {
            throw new InvalidInputException(field, field + " must be " + String.join(" or ", words) + ", not " + word);
        }
        return words.get(1).equals(word);
    }
}
