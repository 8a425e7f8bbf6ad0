package org.holdfast.engine.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Supplier;
import org.holdfast.engine.access.AuthenticationMethod.Step.Continue;
import org.holdfast.engine.access.AuthenticationMethod.Step.Failure;
import org.holdfast.engine.access.AuthenticationMethod.Step.Success;
import org.holdfast.engine.access.ScramMessage.ClientFinal;
import org.holdfast.engine.access.ScramMessage.ClientFirst;
import org.holdfast.engine.message.Payload;
import org.jspecify.annotations.Nullable;

/**
 * SCRAM-SHA-256 (RFC 5802, RFC 7677) without channel binding: client and server prove to each other that they know a
 * password, which neither of them sends. Immutable, any thread.
 *
 * <pre>
 *   client                                                        server
 *     n,,n=user,r=NONCE                              ─ CONNECT ─>
 *                                                    <── AUTH ──  r=NONCE+NONCE,s=salt,i=iterations
 *     c=biws,r=NONCE+NONCE,p=proof                   ── AUTH ──>
 *                                                    <─ CONNACK ─ v=signature
 * </pre>
 *
 * <p>An unknown user gets the same answers as one with a wrong password, and the same salt each time.
 */
public final class ScramSha256 implements AuthenticationMethod {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 18;

    private final ScramCredentials credentials;
    private final Supplier<String> nonces;
    private final byte[] decoyKey;

    public ScramSha256(ScramCredentials credentials) {
        this(credentials, nonces(new SecureRandom()), randomKey());
    }

    /**
     * For tests.
     *
     * @param nonces the server's part of each nonce
     * @param decoyKey the key that the salts of unknown users are derived from
     */
    ScramSha256(ScramCredentials credentials, Supplier<String> nonces, byte[] decoyKey) {
        this.credentials = credentials;
        this.nonces = nonces;
        this.decoyKey = decoyKey;
    }

    private static Supplier<String> nonces(SecureRandom random) {
        return () -> {
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            return base64(nonce);
        };
    }

    private static byte[] randomKey() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public String name() {
        return "SCRAM-SHA-256";
    }

    @Override
    public AuthenticationMethod.Exchange begin(String clientId) {
        return new Exchange();
    }

    /** Returns the verifier to use for an unknown user. */
    private ScramVerifier decoy(String userName) {
        byte[] hash = Sha256.hmac(decoyKey, userName.getBytes(UTF_8));
        Payload salt = Payload.of(Arrays.copyOf(hash, ScramVerifier.SALT_BYTES));
        return new ScramVerifier(salt, ScramVerifier.ITERATIONS, Payload.of(hash), Payload.of(hash));
    }

    /** The exchange with one client. */
    private final class Exchange implements AuthenticationMethod.Exchange {
        private @Nullable Challenge challenge;

        @Override
        public Step next(@Nullable Payload data) {
            Payload message = data == null ? Payload.EMPTY : data;
            try {
                if (challenge != null) {
                    return challenge.answered(ScramMessage.clientFinal(message));
                }
                return message.isEmpty() ? new Continue(message) : first(ScramMessage.clientFirst(message));
            } catch (ScramException e) {
                return new Failure(e.explanation());
            }
        }

        private Step first(ClientFirst first) {
            String userName = first.userName();
            String actsFor = first.authorizationName();
            if (actsFor != null && !actsFor.equals(userName)) {
                return new Failure("an authorization identity is not supported");
            }
            ScramVerifier decoy = decoy(userName); // always computed, so that the time reveals nothing
            ScramVerifier known = credentials.find(userName);
            Challenge asked =
                    new Challenge(first, first.nonce() + nonces.get(), known == null ? decoy : known, known != null);
            challenge = asked;
            return new Continue(Payload.of(asked.message().getBytes(UTF_8)));
        }
    }

    /** The challenge that the server has sent. */
    private record Challenge(ClientFirst first, String nonce, ScramVerifier verifier, boolean isUserKnown) {
        String message() {
            return "r=" + nonce + ",s=" + base64(verifier.salt().bytes()) + ",i=" + verifier.iterations();
        }

        Step answered(ClientFinal last) {
            if (!last.channelBinding().equals(base64(first.gs2Header().getBytes(UTF_8)))) {
                return new Failure("the channel binding differs from the first message");
            }
            if (!last.nonce().equals(nonce)) {
                return new Failure("the nonce differs from that of this exchange");
            }
            byte[] authMessage = (first.bare() + "," + message() + "," + last.withoutProof()).getBytes(UTF_8);
            boolean isProven = verifier.isProof(last.proof().bytes(), authMessage);
            if (!isProven || !isUserKnown) {
                return new Failure("the user name or password is wrong");
            }
            String signature = base64(verifier.serverSignature(authMessage));
            return new Success(first.userName(), Payload.of(("v=" + signature).getBytes(UTF_8)));
        }
    }
}
