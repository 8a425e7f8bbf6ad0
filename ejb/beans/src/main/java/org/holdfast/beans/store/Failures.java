package org.holdfast.beans.store;

import java.sql.SQLException;

/** What went wrong with the database, in one line: the words of the driver, from under all that is wrapped around them. */
final class Failures {
    private Failures() {}

    /** The message of the innermost SQL exception, or of the innermost exception when there is none. */
    static String inWords(Throwable failure) {
        Throwable told = failure;
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException || !(told instanceof SQLException)) {
                told = at;
            }
        }
        String message = told.getMessage();
        return message == null
                ? told.getClass().getSimpleName()
                : message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
