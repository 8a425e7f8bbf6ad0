package org.holdfast.beans.store.connection;

import java.sql.SQLException;

/** Describes failures of the database in one line: with the message of the driver, without the exceptions around it. */
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

    /** Returns the message of the innermost SQL exception, or of the innermost exception when there is none. */
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

    /** Returns a text of the driver without its line breaks. */
    public static String inOneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** Whether SQLite reports that the database is damaged. */
    public static boolean isDamage(Throwable failure) {
        int code = code(failure);
        return code == CORRUPT || code == NOT_A_DATABASE;
    }

    /** Whether SQLite reports another writer: a retry may succeed. */
    public static boolean isBusy(Throwable failure) {
        return code(failure) == BUSY;
    }

    /** Whether the database itself has failed, rather than its content being invalid. */
    public static boolean isOfDatabase(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException) {
                return true;
            }
        }
        return false;
    }

    /** Returns what an operator can do about it, as a sentence to append; empty when that is unknown. */
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

    /** Returns SQLite's primary result code; 0 when it is not SQLite's failure. */
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
