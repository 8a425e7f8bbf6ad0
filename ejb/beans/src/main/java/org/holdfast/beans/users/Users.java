package org.holdfast.beans.users;

import jakarta.ejb.Local;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The users of the console and their API keys. What changes them throws {@link
 * org.holdfast.beans.problem.InvalidInputException}, {@link org.holdfast.beans.problem.NotFoundException} or {@link
 * org.holdfast.beans.problem.ConflictException}; {@code who} does it.
 */
@Local
public interface Users {
    /** All of them, by name. */
    List<UserView> list();

    UserView get(String name);

    UserView create(@Nullable String name, @Nullable String role, @Nullable String password, String who);

    /** Gives a user another role. The last admin stays one. */
    UserView changeRole(String name, @Nullable String role, String who);

    /** Gives a user another password. */
    void changePassword(String name, @Nullable String password, String who);

    /** Deletes a user with all keys. The last admin stays. */
    void delete(String name, String who);

    /** The API keys of a user. */
    List<KeyView> keys(String name);

    /**
     * Makes an API key.
     *
     * @param expiresAt null: never
     */
    NewKey createKey(String name, @Nullable String label, @Nullable Instant expiresAt, String who);

    /** Deletes an API key: it is not taken any more. */
    void deleteKey(String name, String id, String who);

    /**
     * Who has this name and this password; null when nobody has.
     *
     * @param address where the caller is
     * @throws ThrottledException when too many have been wrong
     */
    @Nullable
    Identity verify(String name, String password, String address);

    /** Whose API key this is; null when it is nobody's, or has expired. */
    @Nullable
    Identity verifyKey(String key);

    /** Whether somebody is still who they have shown to be. */
    boolean isCurrent(Identity identity);
}
