package org.holdfast.beans.users;

import jakarta.ejb.ApplicationException;

/** Thrown after too many wrong passwords: logins are rejected for a while. */
@ApplicationException
public final class ThrottledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long seconds;

    ThrottledException(long seconds) {
        super("too many wrong passwords; try again in " + seconds + " seconds");
        this.seconds = seconds;
    }

    /** Returns after how many seconds the next login is accepted. */
    public long seconds() {
        return seconds;
    }
}
