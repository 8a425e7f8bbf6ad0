package org.holdfast.beans.access;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.holdfast.beans.settings.AccessSettings;
import org.holdfast.engine.access.AuthenticationMethod;
import org.holdfast.engine.access.SaslPrep;
import org.holdfast.engine.access.ScramCredentials;
import org.holdfast.engine.access.ScramSha256;
import org.holdfast.engine.access.ScramVerifier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The SCRAM verifiers of the users of the settings. Immutable, for any thread. */
public final class ScramUsers implements ScramCredentials {
    private static final Logger LOG = LoggerFactory.getLogger(ScramUsers.class);

    private final Map<String, ScramVerifier> verifiers;

    private ScramUsers(Map<String, ScramVerifier> verifiers) {
        this.verifiers = Map.copyOf(verifiers);
    }

    /** Returns SCRAM, or nothing when no user can use it. Takes a millisecond for each password. */
    public static List<AuthenticationMethod> methods(AccessSettings settings) {
        Map<String, ScramVerifier> verifiers = new HashMap<>();
        settings.users().forEach((name, password) -> {
            ScramVerifier verifier = verifier(name, password);
            if (verifier != null) {
                verifiers.put(name, verifier);
            }
        });
        return verifiers.isEmpty() ? List.of() : List.of(new ScramSha256(new ScramUsers(verifiers)));
    }

    private static @Nullable ScramVerifier verifier(String name, String password) {
        if (ScramVerifier.isText(password)) {
            return ScramVerifier.parse(password);
        }
        if (SaslPrep.isPrepared(name) && SaslPrep.isPermitted(password)) {
            return ScramVerifier.derive(password);
        }
        LOG.warn("User {} cannot use SCRAM, because SASLprep does not permit the name or the password", name);
        return null;
    }

    @Override
    public @Nullable ScramVerifier find(String userName) {
        return verifiers.get(userName);
    }
}
