package org.holdfast.beans.users;

import java.time.Clock;
import java.util.Optional;
import org.holdfast.beans.store.ConsoleDatabase;
import org.jspecify.annotations.Nullable;

/**
 * The user that the first start makes, so that somebody can log in. Used by the thread that starts the broker.
 *
 * @param database where users are
 * @param password of the settings; null: one is drawn that nobody can guess
 */
public record FirstAdmin(ConsoleDatabase database, @Nullable String password) {
    /** Its name. */
    public static final String NAME = "admin";

    /**
     * Makes sure that {@link #create} can make the user, before anything else has started.
     *
     * @throws org.holdfast.beans.problem.InvalidInputException when the password of the settings is too short
     */
    public void check() {
        if (isNeeded() && password != null) {
            UserRules.checkedPassword(password);
        }
    }

    /**
     * Makes the user {@code admin} where there are no users. To be called last in a start: one that fails later has to tell
     * the password all the same, because it holds from here on.
     *
     * @return the password that was drawn, for the operator; empty when there is nothing to tell
     */
    public Optional<String> create(Clock clock) {
        if (!isNeeded()) {
            return Optional.empty();
        }
        String chosen = password == null ? Secrets.password() : password;
        new UserTable(database).create(NAME, Role.ADMIN, PasswordHash.of(chosen), clock.millis());
        return password == null ? Optional.of(chosen) : Optional.empty();
    }

    private boolean isNeeded() {
        return new UserTable(database).read().users().isEmpty();
    }
}
