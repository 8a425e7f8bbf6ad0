package org.holdfast.beans.store.connection;

import java.sql.SQLException;

/** What went wrong with the database, in one line: the words of the driver, from under all that is wrapped around them. */
public final class Failures {
    // of SQLite ("Result and Error Codes" of its documentation)
    private static final int BUSY = 5;
    private static final int READ_ONLY = 8;
    private static final int IO_ERROR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    static final int CANNOT_OPEN = 14;
    private static final int NOT_A_DATABASE = 26;

    private Failures() {}

    /** The message of the innermost SQL exception, or of the innermost exception when there is none. */
    public static String inWords(Throwable failure) {
        Throwable told = failure;
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException || !(told instanceof SQLException)) {
                told = at;
            }
        }
        String message = told.getMessage();
        return message == null ? told.getClass().getSimpleName() : inOneLine(message);
    }

    /** A text of the driver without its line breaks. */
    public static String inOneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** Whether SQLite says that what it has read cannot be. */
    public static boolean isDamage(Throwable failure) {
        int code = code(failure);
        return code == CORRUPT || code == NOT_A_DATABASE;
    }

    /** Whether SQLite says that somebody else is writing: another try may succeed. */
    public static boolean isBusy(Throwable failure) {
        return code(failure) == BUSY;
    }

    /** Whether it is the database that has failed, not what was found in it. */
    public static boolean isOfDatabase(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException) {
                return true;
            }
        }
        return false;
    }

    /** What an operator can do about it, as a sentence after a colon; empty when the driver's words have to do. */
    public static String remedy(Throwable failure) {
        return switch (code(failure)) {
            case BUSY -> ". Stop the other program that has locked it.";
            case READ_ONLY ->
                ". Give this user write permission for the file and its folder, or mount their file system for writing.";
            case IO_ERROR -> ". Check its disk for free space and errors, and the limit on the size of files.";
            case FULL -> ". Free space on its disk.";
            case CANNOT_OPEN -> ". Give this user write permission for its folder, and free space on its disk.";
            default -> "";
        };
    }

    /** SQLite's primary result code; 0 when it is not SQLite's failure. */
    private static int code(Throwable failure) {
        int code = 0;
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql) {
                code = sql.getErrorCode() & 0xff;
            }
        }
        return code;
    }
}
