package org.holdfast.engine.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.holdfast.engine.message.Payload;

/**
 * The verifier that a server keeps in place of a password for SCRAM-SHA-256 (RFC 5802, section 3): it verifies the
 * password, but does not contain it. Immutable.
 *
 * @param salt the salt of the hash
 * @param iterations the number of iterations of the hash
 * @param storedKey the hash of the key by which the client proves that it knows the password
 * @param serverKey the key by which the server proves the same
 */
public record ScramVerifier(Payload salt, int iterations, Payload storedKey, Payload serverKey) {
    /** The minimum number of iterations in RFC 7677 (section 4), which {@link #derive} uses. */
    static final int ITERATIONS = 4_096;

    static final int SALT_BYTES = 16;

    private static final String PREFIX = "SCRAM-SHA-256$";
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,8}):([^:$]+)\\$([^:$]+):([^:$]+)");

    /**
     * Derives the verifier of a password, with a new salt. Takes about a millisecond.
     *
     * @throws IllegalArgumentException when SASLprep forbids the password
     */
    public static ScramVerifier derive(String password) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return derive(password, salt, ITERATIONS);
    }

    static ScramVerifier derive(String password, byte[] salt, int iterations) {
        byte[] saltedPassword = Sha256.hi(SaslPrep.prepare(password), salt, iterations);
        byte[] clientKey = Sha256.hmac(saltedPassword, "Client Key".getBytes(StandardCharsets.UTF_8));
        byte[] serverKey = Sha256.hmac(saltedPassword, "Server Key".getBytes(StandardCharsets.UTF_8));
        return new ScramVerifier(
                Payload.of(salt), iterations, Payload.of(Sha256.hash(clientKey)), Payload.of(serverKey));
    }

    /** Whether a text is meant to be a verifier, valid or not, rather than a password. */
    public static boolean isText(String text) {
        return text.startsWith(PREFIX);
    }

    /**
     * Reads {@code SCRAM-SHA-256$<iterations>:<salt>$<StoredKey>:<ServerKey>}, all but the number in Base64, as PostgreSQL
     * keeps its verifiers.
     *
     * @throws IllegalArgumentException when the text is invalid; the message does not repeat it
     */
    public static ScramVerifier parse(String text) {
        Matcher parts = TEXT.matcher(isText(text) ? text.substring(PREFIX.length()) : "");
        if (!parts.matches()) {
            throw new IllegalArgumentException("is not SCRAM-SHA-256$<iterations>:<salt>$<StoredKey>:<ServerKey>");
        }
        int iterations = Integer.parseInt(parts.group(1));
        if (iterations < ITERATIONS) {
            throw new IllegalArgumentException("has fewer than " + ITERATIONS + " iterations");
        }
        return new ScramVerifier(
                Payload.of(decode(parts.group(2))), iterations, key(parts.group(3)), key(parts.group(4)));
    }

    private static Payload key(String base64) {
        byte[] key = decode(base64);
        if (key.length != Sha256.BYTES) {
            throw new IllegalArgumentException("has a key that is not " + Sha256.BYTES + " bytes");
        }
        return Payload.of(key);
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("has a part that is not Base64", e);
        }
    }

    /** Whether the proof shows knowledge of the password; takes the same time for a wrong one. */
    boolean isProof(byte[] proof, byte[] authMessage) {
        byte[] clientKey = Sha256.hmac(storedKey.bytes(), authMessage);
        for (int i = 0; i < clientKey.length; i++) {
            clientKey[i] ^= proof[i];
        }
        return MessageDigest.isEqual(Sha256.hash(clientKey), storedKey.bytes());
    }

    /** Returns the signature by which the server proves its identity to the client. */
    byte[] serverSignature(byte[] authMessage) {
        return Sha256.hmac(serverKey.bytes(), authMessage);
    }
}
