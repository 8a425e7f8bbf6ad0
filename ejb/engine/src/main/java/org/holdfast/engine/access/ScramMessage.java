package org.holdfast.engine.access;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.holdfast.engine.message.Payload;
import org.jspecify.annotations.Nullable;

/** Reads the two messages of a SCRAM client strictly (RFC 5802, section 7). */
final class ScramMessage {
    /** The maximum length of a message, in bytes. */
    static final int MAXIMUM_BYTES = 2_048;

    private static final Pattern NONCE = Pattern.compile("[!-~]+");
    private static final Pattern EXTENSION = Pattern.compile("[A-Za-z&&[^m]]=[^\\x00]+");

    private ScramMessage() {}

    /**
     * The client-first-message, which begins an exchange.
     *
     * @param gs2Header the part before the bare message: channel binding flag and authorization identity
     * @param authorizationName the authorization identity; null when there is none
     * @param bare the part after the header, which is signed
     */
    record ClientFirst(
            String gs2Header, @Nullable String authorizationName, String bare, String userName, String nonce) {}

    /**
     * The client-final-message, which ends an exchange.
     *
     * @param channelBinding in Base64
     * @param withoutProof the part before the proof, which is signed
     */
    record ClientFinal(String channelBinding, String nonce, Payload proof, String withoutProof) {}

    static ClientFirst clientFirst(Payload data) throws ScramException {
        String message = text(data);
        List<String> parts = parts(message, 4);
        checkChannelBinding(parts.get(0));
        String authorizationName = parts.get(1).isEmpty() ? null : name(value('a', parts.get(1)));
        String userName = name(value('n', parts.get(2)));
        String nonce = nonce(parts.get(3));
        checkExtensions(parts.subList(4, parts.size()));
        int bareAt = parts.get(0).length() + parts.get(1).length() + 2;
        return new ClientFirst(
                message.substring(0, bareAt), authorizationName, message.substring(bareAt), userName, nonce);
    }

    private static void checkChannelBinding(String flag) throws ScramException {
        if (flag.startsWith("p=")) {
            throw new ScramException("channel binding is not supported");
        }
        if (!flag.equals("n") && !flag.equals("y")) {
            throw malformed();
        }
    }

    static ClientFinal clientFinal(Payload data) throws ScramException {
        String message = text(data);
        List<String> parts = parts(message, 3);
        int last = parts.size() - 1;
        String channelBinding = value('c', parts.get(0));
        String nonce = nonce(parts.get(1));
        checkExtensions(parts.subList(2, last));
        Payload proof = proof(value('p', parts.get(last)));
        int proofAt = message.length() - parts.get(last).length() - 1;
        return new ClientFinal(channelBinding, nonce, proof, message.substring(0, proofAt));
    }

    private static Payload proof(String base64) throws ScramException {
        byte[] proof;
        try {
            proof = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        boolean isCanonical = Base64.getEncoder().encodeToString(proof).equals(base64);
        if (proof.length != Sha256.BYTES || !isCanonical) {
            throw malformed();
        }
        return Payload.of(proof);
    }

    private static String text(Payload data) throws ScramException {
        if (data.length() > MAXIMUM_BYTES) {
            throw new ScramException("a SCRAM message must have at most " + MAXIMUM_BYTES + " bytes here");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder() // which rejects malformed input
                    .decode(ByteBuffer.wrap(data.bytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed();
        }
    }

    private static List<String> parts(String message, int minimum) throws ScramException {
        List<String> parts = List.of(message.split(",", -1));
        if (parts.size() < minimum) {
            throw malformed();
        }
        return parts;
    }

    private static String value(char attribute, String part) throws ScramException {
        if (part.length() < 3 || part.charAt(0) != attribute || part.charAt(1) != '=') {
            throw malformed();
        }
        return part.substring(2);
    }

    private static String nonce(String part) throws ScramException {
        String nonce = value('r', part);
        if (!NONCE.matcher(nonce).matches()) {
            throw malformed();
        }
        return nonce;
    }

    /** The prepared form of a name, in which commas and equals signs are escaped. */
    private static String name(String escaped) throws ScramException {
        if (escaped.replace("=2C", " ").replace("=3D", " ").indexOf('=') >= 0) {
            throw malformed();
        }
        try {
            return SaslPrep.prepare(escaped.replace("=2C", ",").replace("=3D", "="));
        } catch (IllegalArgumentException e) {
            throw new ScramException("the user name is not prepared with SASLprep");
        }
    }

    /** Checks the extensions, which are ignored; the mandatory extension {@code m} is rejected. */
    private static void checkExtensions(List<String> parts) throws ScramException {
        if (!parts.stream().allMatch(part -> EXTENSION.matcher(part).matches())) {
            throw malformed();
        }
    }

    private static ScramException malformed() {
        return new ScramException("this is not the expected SCRAM message");
    }
}
