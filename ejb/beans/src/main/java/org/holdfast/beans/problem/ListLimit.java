package org.holdfast.beans.problem;

/** The limit of the items of a list in one request. */
public final class ListLimit {
    /** The maximum number of items. */
    public static final int MOST = 1_000;

    private ListLimit() {}

    /** Returns the limit itself, if it is valid. */
    public static int checked(int limit) {
        if (limit < 1 || limit > MOST) {
            throw new InvalidInputException("limit", "1 to " + MOST + " may be asked for at a time, and not " + limit);
        }
        return limit;
    }
}
