package org.holdfast.engine.access;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.spec.InvalidKeySpecException;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** H, HMAC and Hi of RFC 5802 (section 2.2) with SHA-256. */
public final class Sha256 {
    /** The length of each result, in bytes. */
    static final int BYTES = 32;

    private static final String HMAC = "HmacSHA256";

    private Sha256() {}

    /** Returns the hash, of {@link #BYTES} bytes. */
    public static byte[] hash(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** Returns the HMAC of a message under a key that is not empty. */
    static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(message);
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("no key for " + HMAC, e);
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** Returns the salted password; takes about 1 ms for each 4,096 iterations: not for event loops. */
    static byte[] hi(String password, byte[] salt, int iterations) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, iterations, 8 * BYTES))
                    .getEncoded();
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException("no password, salt and iterations for PBKDF2", e);
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    private static IllegalStateException missing(GeneralSecurityException e) {
        return new IllegalStateException("every JDK has SHA-256", e);
    }
}
