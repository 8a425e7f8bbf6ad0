package org.holdfast.beans.users;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Recently verified passwords, so that a program that sends one with each request does not cost a hash of many rounds each time.
 * Kept as HMAC under a key that only this process knows, and valid only for the address that it came from. Any thread.
 */
final class VerifiedPasswords {
    private static final Duration LIFETIME = Duration.ofMinutes(1);
    private static final int MOST = 1_000;
    private static final String HMAC = "HmacSHA256";

    private final Clock clock;
    private final SecretKeySpec key;
    private final Map<String, Long> until = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST;
        }
    };

    VerifiedPasswords(Clock clock) {
        this.clock = clock;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, HMAC);
    }

    /** Whether this password was recently verified for this user, unchanged since; extends its lifetime. */
    boolean contains(Identity identity, String password, String address) {
        String entry = entry(identity, password, address);
        synchronized (until) {
            boolean isKnown = until.getOrDefault(entry, 0L) > clock.millis();
            if (isKnown) {
                until.put(entry, clock.millis() + LIFETIME.toMillis());
            }
            return isKnown;
        }
    }

    void add(Identity identity, String password, String address) {
        String entry = entry(identity, password, address);
        synchronized (until) {
            until.put(entry, clock.millis() + LIFETIME.toMillis());
        }
    }

    private String entry(Identity identity, String password, String address) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            mac.update(
                    (identity.stamp() + " " + identity.name() + " " + address + " ").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }
}
