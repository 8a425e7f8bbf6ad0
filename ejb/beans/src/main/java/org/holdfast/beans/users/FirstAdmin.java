package org.holdfast.beans.users;

import java.time.Clock;
import org.holdfast.beans.store.ConsoleDatabase;
import org.jspecify.annotations.Nullable;

/** The user that the first start makes, so that somebody can log in. Used by the thread that starts the broker. */
public final class FirstAdmin {
    /** Its name. */
    public static final String NAME = "admin";

    private FirstAdmin() {}

    /**
     * Makes the user {@code admin} where there are no users.
     *
     * @param password of the settings; null: one that nobody can guess
     * @return the password to be told to the operator, once; null when there is nothing to tell
     * @throws org.holdfast.beans.problem.InvalidInputException when the password of the settings is too short
     */
    public static @Nullable String ensure(ConsoleDatabase database, @Nullable String password, Clock clock) {
        UserTable table = new UserTable(database);
        if (!table.read().users().isEmpty()) {
            return null;
        }
        String chosen = password == null ? Secrets.password() : UserRules.checkedPassword(password);
        table.create(NAME, Role.ADMIN, PasswordHash.of(chosen), clock.millis());
        return password == null ? chosen : null;
    }
}
