package org.holdfast.engine.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The client's side of one SCRAM-SHA-256 exchange, after RFC 5802 and not after the broker. Belongs to one thread. */
public final class ScramClient {
    private final String userName;
    private final String password;
    private final String nonce;
    private String authMessage = "";
    private byte[] saltedPassword = {};

    /** For a user without comma and equals sign. */
    public ScramClient(String userName, String password, String nonce) {
        this.userName = userName;
        this.password = password;
        this.nonce = nonce;
    }

    /** The message that begins the exchange. */
    public String first() {
        return "n,," + firstBare();
    }

    private String firstBare() {
        return "n=" + userName + ",r=" + nonce;
    }

    /** The message that proves the password, in answer to the server's first. */
    public String last(String serverFirst) {
        String[] parts = serverFirst.split(",", -1); // r=...,s=...,i=...
        String serverNonce = parts[0].substring(2);
        byte[] salt = Base64.getDecoder().decode(parts[1].substring(2));
        int iterations = Integer.parseInt(parts[2].substring(2));
        if (!serverNonce.startsWith(nonce) || serverNonce.length() <= nonce.length() + 10) {
            throw new AssertionError("the server adds too little to the nonce: " + serverFirst);
        }
        saltedPassword = hi(bytes(password), salt, iterations);
        String withoutProof = "c=biws,r=" + serverNonce;
        authMessage = firstBare() + "," + serverFirst + "," + withoutProof;
        byte[] clientKey = hmac(saltedPassword, "Client Key");
        byte[] proof = xor(clientKey, hmac(hash(clientKey), authMessage));
        return withoutProof + ",p=" + Base64.getEncoder().encodeToString(proof);
    }

    /** The message with which the server must answer that. */
    public String expectedServerFinal() {
        byte[] signature = hmac(hmac(saltedPassword, "Server Key"), authMessage);
        return "v=" + Base64.getEncoder().encodeToString(signature);
    }

    private static byte[] hi(byte[] password, byte[] salt, int iterations) {
        byte[] block = Arrays.copyOf(salt, salt.length + 4);
        block[block.length - 1] = 1;
        byte[] sum = new byte[32];
        for (int i = 0; i < iterations; i++) {
            block = hmac(password, block);
            sum = xor(sum, block);
        }
        return sum;
    }

    private static byte[] xor(byte[] a, byte[] b) {
        byte[] result = new byte[a.length];
        for (int i = 0; i < a.length; i++) {
            result[i] = (byte) (a[i] ^ b[i]);
        }
        return result;
    }

    private static byte[] hmac(byte[] key, String message) {
        return hmac(key, bytes(message));
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] hash(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
