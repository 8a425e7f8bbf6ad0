package org.holdfast.beans.users;

import java.util.Locale;

/** What a user of the console may do. */
public enum Role {
    ADMIN,
    /** Look at everything but users, and change nothing. */
    VIEWER;

    /** The name of the role, as it stands in security constraints. */
    public static final String ADMIN_NAME = "admin";

    /** The name of the role, as it stands in security constraints. */
    public static final String VIEWER_NAME = "viewer";

    /** As it stands in security constraints and in JSON. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
