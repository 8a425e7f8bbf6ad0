package org.holdfast.beans.users;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.holdfast.beans.store.ConsoleDatabase;
import org.jspecify.annotations.Nullable;

/** The user that the first start makes, so that somebody can log in. Used by the thread that starts the broker. */
public final class FirstAdmin {
    public static final String NAME = "admin";

    private final UserTable table;
    private final @Nullable String drawn;
    private final @Nullable CompletableFuture<PasswordHash> hash;

    private FirstAdmin(UserTable table, @Nullable String drawn, @Nullable CompletableFuture<PasswordHash> hash) {
        this.table = table;
        this.drawn = drawn;
        this.hash = hash;
    }

    /**
     * Looks whether the user is needed, and begins to hash its password, which takes as long as much of the rest of a start.
     *
     * @param database where users are
     * @param password of the settings; null: one is drawn that nobody can guess
     * @param background where it is hashed meanwhile
     * @throws org.holdfast.beans.problem.InvalidInputException when the password of the settings is too short
     */
    public static FirstAdmin prepare(ConsoleDatabase database, @Nullable String password, Executor background) {
        UserTable table = new UserTable(database);
        if (!isNeeded(table)) {
            return new FirstAdmin(table, null, null);
        }
        String chosen = password == null ? Secrets.password() : UserRules.checkedPassword(password);
        return new FirstAdmin(
                table,
                password == null ? chosen : null,
                CompletableFuture.supplyAsync(() -> PasswordHash.of(chosen), background));
    }

    /**
     * Makes the user {@code admin} where there are no users. To be called last in a start: one that fails later has to tell
     * the password all the same, because it holds from here on.
     *
     * @return the password that was drawn, for the operator; empty when there is nothing to tell
     */
    public Optional<String> create(Clock clock) {
        if (hash == null || !isNeeded(table)) {
            return Optional.empty();
        }
        table.create(NAME, Role.ADMIN, hash.join(), clock.millis());
        return Optional.ofNullable(drawn);
    }

    private static boolean isNeeded(UserTable table) {
        return table.read().users().isEmpty();
    }
}
