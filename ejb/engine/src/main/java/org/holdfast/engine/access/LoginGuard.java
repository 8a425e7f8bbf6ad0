package org.holdfast.engine.access;

import org.jspecify.annotations.Nullable;

/** Slows down password guessing. Called on event loops: it must not block. */
public interface LoginGuard {
    /** Counts nothing. */
    LoginGuard NONE = new LoginGuard() {
        @Override
        public boolean isBlocked(@Nullable String userName, String address) {
            return false;
        }

        @Override
        public void failed(@Nullable String userName, String address) {}

        @Override
        public void succeeded(String userName, String address) {}
    };

    /**
     * Whether logins of a user from an address are rejected for now.
     *
     * @param userName null while it is not known
     */
    boolean isBlocked(@Nullable String userName, String address);

    /**
     * A login has failed.
     *
     * @param userName null when it is not known
     */
    void failed(@Nullable String userName, String address);

    /** A login has succeeded. */
    void succeeded(String userName, String address);
}
