package org.holdfast.engine.access;

import org.jspecify.annotations.Nullable;

/** The users that may authenticate themselves with SCRAM. Called on event loops: it must not block. */
@FunctionalInterface
public interface ScramCredentials {
    /**
     * Returns the verifier of the user's password, or null when there is no such user.
     *
     * @param userName as {@link SaslPrep} returns it
     */
    @Nullable
    ScramVerifier find(String userName);
}
