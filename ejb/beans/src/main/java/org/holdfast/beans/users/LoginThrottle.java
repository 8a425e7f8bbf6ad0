package org.holdfast.beans.users;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down password guessing: after five failures in a row, of a name or from an address, each further one doubles the time for
 * which logins are rejected. Any thread.
 *
 * <p>It remembers the last ten thousand names and addresses that have failed.
 */
final class LoginThrottle {
    private static final int FREE_FAILURES = 5;
    private static final Duration SHORTEST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int MOST = 10_000;

    private final Clock clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST;
        }
    };

    /** The number of failures, and until when logins are rejected. */
    private record Failures(int count, long until) {}

    LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    /** Returns for how many seconds logins of this name or from this address are rejected; 0 for none. */
    synchronized long secondsToWait(String name, String address) {
        long until = Math.max(until(nameKey(name)), until(addressKey(address)));
        return Math.max(0, (until - clock.millis() + 999) / 1_000);
    }

    private long until(String key) {
        Failures known = failures.get(key);
        return known == null ? 0 : known.until();
    }

    synchronized void failed(String name, String address) {
        failed(nameKey(name));
        failed(addressKey(address));
    }

    private void failed(String key) {
        Failures known = failures.get(key);
        int count = known == null ? 1 : known.count() + 1;
        failures.put(key, new Failures(count, count < FREE_FAILURES ? 0 : clock.millis() + pause(count)));
    }

    private static long pause(int count) {
        int doublings = Math.min(count - FREE_FAILURES, 10);
        return Math.min(LONGEST.toMillis(), SHORTEST.toMillis() << doublings);
    }

    /** Clears the failures of the name, but not of the address, from which other names may be tried. */
    synchronized void succeeded(String name) {
        failures.remove(nameKey(name));
    }

    private static String nameKey(String name) {
        return "name " + (name.length() <= 100 ? name : name.substring(0, 100));
    }

    private static String addressKey(String address) {
        return "address " + address;
    }
}
