package org.holdfast.beans.users;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.holdfast.beans.store.ConsoleDatabase;
import org.jspecify.annotations.Nullable;

/** Creates the user of the first start, so that somebody can log in. Used by the thread that starts the broker. */
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
     * Checks whether the user is needed, and begins to hash its password, which takes a large part of the time of a start.
     *
     * @param database the database of the users
     * @param password that of the settings; null: a random one is generated
     * @param background hashes it meanwhile
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
     * Creates the user {@code admin} if there are no users. Call it last in a start: one that fails later must still show the
     * password, because it is valid from here on.
     *
     * @return the password that was generated, for the operator; empty when none was
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
