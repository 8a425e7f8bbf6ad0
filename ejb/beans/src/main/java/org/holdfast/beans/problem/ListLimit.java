package org.holdfast.beans.problem;

/** How many items of a list may be asked for at a time. */
public final class ListLimit {
    /** So many at most. */
    public static final int MOST = 1_000;

    private ListLimit() {}

    /** The limit itself, if it is one. */
    public static int checked(int limit) {
        if (limit < 1 || limit > MOST) {
            throw new InvalidInputException("limit", "1 to " + MOST + " may be asked for at a time, and not " + limit);
        }
        return limit;
    }
}
