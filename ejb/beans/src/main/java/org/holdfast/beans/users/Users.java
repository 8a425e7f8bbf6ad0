package org.holdfast.beans.users;

import jakarta.ejb.Local;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The users of the console and their API keys. Methods that change them throw
 * {@link org.holdfast.beans.problem.InvalidInputException}, {@link org.holdfast.beans.problem.NotFoundException} or
 * {@link org.holdfast.beans.problem.ConflictException}; {@code who} is the acting user.
 */
@Local
public interface Users {
    /** Returns all users, by name. */
    List<UserView> list();

    UserView get(String name);

    UserView create(@Nullable String name, @Nullable String role, @Nullable String password, String who);

    /** Changes the role of a user. The last admin remains one. */
    UserView changeRole(String name, @Nullable String role, String who);

    /** Changes the password of a user. */
    void changePassword(String name, @Nullable String password, String who);

    /** Deletes a user with all keys. The last admin cannot be deleted. */
    void delete(String name, String who);

    /** Returns the API keys of a user. */
    List<KeyView> keys(String name);

    /**
     * Creates an API key.
     *
     * @param expiresAt when it expires; null: never
     */
    NewKey createKey(String name, @Nullable String label, @Nullable Instant expiresAt, String who);

    /** Revokes an API key. */
    void deleteKey(String name, String id, String who);

    /**
     * Returns the user with this name and this password; null when there is none.
     *
     * @param address the IP address of the caller
     * @throws ThrottledException after too many wrong passwords
     */
    @Nullable
    Identity verify(String name, String password, String address);

    /** Returns the user of an API key; null when it is unknown or has expired. */
    @Nullable
    Identity verifyKey(String key);

    /** Whether an identity is still valid. */
    boolean isCurrent(Identity identity);
}
