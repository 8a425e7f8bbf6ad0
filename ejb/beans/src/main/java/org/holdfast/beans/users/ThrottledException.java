package org.holdfast.beans.users;

import jakarta.ejb.ApplicationException;

/** Thrown after too many wrong passwords, or while too many others log in: logins are rejected for a while. */
@ApplicationException
public final class ThrottledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long seconds;

    private ThrottledException(String reason, long seconds) {
        super(reason + "; try again in " + seconds + (seconds == 1 ? " second" : " seconds"));
        this.seconds = seconds;
    }

    static ThrottledException tooManyFailures(long seconds) {
        return new ThrottledException("too many wrong passwords", seconds);
    }

    static ThrottledException tooMany() {
        return new ThrottledException("too many users log in at once", 1);
    }

    /** Returns after how many seconds the next login is accepted. */
    public long seconds() {
        return seconds;
    }
}
