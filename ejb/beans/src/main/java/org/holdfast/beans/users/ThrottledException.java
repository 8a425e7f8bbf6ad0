package org.holdfast.beans.users;

import jakarta.ejb.ApplicationException;

/** Too many wrong passwords: none is looked at for a while. */
@ApplicationException
public final class ThrottledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long seconds;

    ThrottledException(long seconds) {
        super("too many wrong passwords; try again in " + seconds + " seconds");
        this.seconds = seconds;
    }

    /** After how many seconds another try is looked at. */
    public long seconds() {
        return seconds;
    }
}
