package org.holdfast.beans.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.stream.Collectors;
import org.holdfast.beans.settings.AccessSettings;
import org.holdfast.engine.access.Authenticator;
import org.holdfast.engine.access.ScramVerifier;
import org.holdfast.engine.access.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates the users of the settings that have a password; those with a SCRAM verifier must use SCRAM ({@link ScramUsers}).
 * Immutable, for any thread.
 *
 * <p>The response time reveals neither a password nor whether a user exists: exactly two hashes of the same length are always
 * compared.
 */
public final class ConfiguredUsers implements Authenticator {
    private static final byte[] NO_PASSWORD = {};

    private final Map<String, byte[]> hashes;
    private final boolean isAnonymousAllowed;
    private final byte[] hashOfNobody = Sha256.hash(new byte[] {0});

    private ConfiguredUsers(AccessSettings settings) {
        hashes = settings.users().entrySet().stream()
                .filter(user -> !ScramVerifier.isText(user.getValue()))
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, user -> Sha256.hash(user.getValue().getBytes(StandardCharsets.UTF_8))));
        isAnonymousAllowed = settings.isAnonymousAllowed();
    }

    /** Returns the users of the settings; without any, everybody may connect, with and without a User Name. */
    public static Authenticator of(AccessSettings settings) {
        return settings.isConfigured() ? new ConfiguredUsers(settings) : Authenticator.ANYONE;
    }

    @Override
    public boolean authenticate(String clientId, @Nullable String userName, byte @Nullable [] password) {
        if (userName == null) {
            return isAnonymousAllowed && password == null;
        }
        byte[] expected = hashes.get(userName);
        boolean isEqual = MessageDigest.isEqual(
                expected == null ? hashOfNobody : expected, Sha256.hash(password == null ? NO_PASSWORD : password));
        return isEqual && expected != null;
    }
}
