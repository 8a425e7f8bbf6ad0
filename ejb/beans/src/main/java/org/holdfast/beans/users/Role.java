package org.holdfast.beans.users;

import java.util.Locale;

/** The roles of the users of the console. */
public enum Role {
    ADMIN,
    /** Reads everything but users, the audit log and backup files; changes only the own password. */
    VIEWER;

    /** The name of the role, as in security constraints. */
    public static final String ADMIN_NAME = "admin";

    /** The name of the role, as in security constraints. */
    public static final String VIEWER_NAME = "viewer";

    /** Returns the name in security constraints and in JSON. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
