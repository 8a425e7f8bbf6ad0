package org.holdfast.beans.problem;

import jakarta.ejb.ApplicationException;

/** Thrown when a request fails. The message is one line for the caller: what is wrong, and what to do. */
@ApplicationException
public abstract sealed class ProblemException extends RuntimeException
        permits InvalidInputException, NotFoundException, ConflictException, TooLargeException, UnavailableException {
    private static final long serialVersionUID = 1L;

    ProblemException(String message) {
        super(message);
    }
}
