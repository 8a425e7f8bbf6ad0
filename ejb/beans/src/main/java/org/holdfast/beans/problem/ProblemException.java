package org.holdfast.beans.problem;

import jakarta.ejb.ApplicationException;

/** Something that a caller wants and does not get. The message is one line for that caller: what is wrong, and what to do. */
@ApplicationException
public abstract sealed class ProblemException extends RuntimeException
        permits InvalidInputException, NotFoundException, ConflictException, TooLargeException, UnavailableException {
    private static final long serialVersionUID = 1L;

    ProblemException(String message) {
        super(message);
    }
}
