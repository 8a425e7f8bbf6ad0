package org.holdfast.beans.users;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.holdfast.engine.access.Sha256;

/** Generates secrets that cannot be guessed. Any thread. */
final class Secrets {
    /** The prefix of API keys, by which they can be recognized anywhere. */
    static final String KEY_PREFIX = "hf_";

    private static final int KEY_BYTES = 32;
    private static final int PASSWORD_BYTES = 15;
    private static final int ID_BYTES = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** Returns a password with 120 bits. */
    static String password() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(PASSWORD_BYTES));
    }

    /** Returns an API key with 256 bits. */
    static String key() {
        return KEY_PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random(KEY_BYTES));
    }

    /** Returns a random identifier. */
    static String id() {
        return HexFormat.of().formatHex(random(ID_BYTES));
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    /** Returns the stored hash of an API key, which has so many bits that one round is enough. */
    static String sha256(String key) {
        return HexFormat.of().formatHex(Sha256.hash(key.getBytes(StandardCharsets.UTF_8)));
    }
}
