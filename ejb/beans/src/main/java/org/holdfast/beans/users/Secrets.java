package org.holdfast.beans.users;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.holdfast.engine.access.Sha256;

/** Secrets that nobody can guess. Any thread. */
final class Secrets {
    /** How an API key begins, so that it is known for one wherever it turns up. */
    static final String KEY_PREFIX = "hf_";

    private static final int KEY_BYTES = 32;
    private static final int PASSWORD_BYTES = 15;
    private static final int ID_BYTES = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** A password with 120 bits. */
    static String password() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(PASSWORD_BYTES));
    }

    /** An API key with 256 bits. */
    static String key() {
        return KEY_PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random(KEY_BYTES));
    }

    /** A name for something. */
    static String id() {
        return HexFormat.of().formatHex(random(ID_BYTES));
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    /** What is kept of an API key: it has so many bits that one round of a hash is enough. */
    static String sha256(String key) {
        return HexFormat.of().formatHex(Sha256.hash(key.getBytes(StandardCharsets.UTF_8)));
    }
}
