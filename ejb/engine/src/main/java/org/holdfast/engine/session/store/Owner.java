package org.holdfast.engine.session.store;

/**
 * Who may use a session. MQTT knows a session by its Client Identifier only, which every client can guess: so another
 * user is not given its messages.
 *
 * @param text as it is stored
 */
public record Owner(String text) {
    /** The clients without a user name. */
    public static final Owner ANONYMOUS = new Owner("anonymous");

    /** An application in this server. */
    public static final Owner APPLICATION = new Owner("application");

    /** Whoever comes first: an earlier version of the broker has stored the session. */
    public static final Owner UNKNOWN = new Owner("");

    private static final String USER = "user:";

    /** The user with this name. */
    public static Owner user(String name) {
        return new Owner(USER + name);
    }

    /**
     * Whether another may go on with the session of this one.
     *
     * @param areUsersOne whether all users may; applications stay apart
     */
    public boolean shares(Owner other, boolean areUsersOne) {
        return equals(other) || equals(UNKNOWN) || (areUsersOne && !equals(APPLICATION) && !other.equals(APPLICATION));
    }
}
