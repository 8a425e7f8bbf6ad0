package org.holdfast.beans.access;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.holdfast.beans.network.Network;

/**
 * Slows down password guessing: after some failures of a name from one address, or of any names from it, logins are rejected
 * for a while, and each further failure doubles the time. Nobody elsewhere is kept out, and failures are forgotten after a
 * quarter of an hour. Any thread.
 *
 * <p>It remembers the last twenty thousand that have failed.
 */
public final class LoginThrottle {
    private static final Duration SHORTEST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int MOST = 20_000;

    private final Clock clock;
    private final int freeOfName;
    private final int freeOfAddress;
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST;
        }
    };

    /** The number of failures, the time of the last one, and until when logins are rejected. */
    private record Failures(int count, long last, long until) {
        static final Failures NONE = new Failures(0, Long.MIN_VALUE, 0);
    }

    /**
     * Remembers nothing yet.
     *
     * @param freeOfName after how many failures of one name from an address its logins are rejected
     * @param freeOfAddress after how many failures from an address all logins from it are rejected
     */
    public LoginThrottle(Clock clock, int freeOfName, int freeOfAddress) {
        this.clock = clock;
        this.freeOfName = freeOfName;
        this.freeOfAddress = freeOfAddress;
    }

    /** Returns for how many seconds logins of this name from this address are rejected; 0 for none. */
    public synchronized long secondsToWait(String name, String address) {
        String network = Network.ofParty(address);
        long until = Math.max(known(key(name, network)).until, known(network).until);
        return Math.max(0, (until - clock.millis() + 999) / 1_000);
    }

    /**
     * Begins a login: it counts as failed until it {@link #endedWell}, so that those that come together count like those that
     * do not.
     *
     * @return as {@link #secondsToWait}; if it is not 0, the login has not begun
     */
    public synchronized long begin(String name, String address) {
        long wait = secondsToWait(name, address);
        if (wait == 0) {
            failed(name, address);
        }
        return wait;
    }

    /** Counts a failure. */
    public synchronized void failed(String name, String address) {
        String network = Network.ofParty(address);
        failed(key(name, network), freeOfName);
        failed(network, freeOfAddress);
    }

    /** Counts a failure of somebody whose name is not known. */
    public synchronized void failed(String address) {
        failed(Network.ofParty(address), freeOfAddress);
    }

    private void failed(String key, int free) {
        long now = clock.millis();
        int count = known(key).count + 1;
        failures.put(key, new Failures(count, now, count < free ? 0 : now + pause(count - free)));
    }

    private Failures known(String key) {
        Failures known = failures.getOrDefault(key, Failures.NONE);
        boolean isForgotten = clock.millis() >= Math.max(known.last, known.until) + LONGEST.toMillis();
        return isForgotten ? Failures.NONE : known;
    }

    private static long pause(int furtherFailures) {
        return Math.min(LONGEST.toMillis(), SHORTEST.toMillis() << Math.min(furtherFailures, 10));
    }

    /** Clears the failures of the name from this address. Those of the address stay, or one right password would hide any guesses. */
    public synchronized void succeeded(String name, String address) {
        failures.remove(key(name, Network.ofParty(address)));
    }

    /** As {@link #succeeded}, for a login that has begun: what that counted for the address is taken back. */
    public synchronized void endedWell(String name, String address) {
        succeeded(name, address);
        String network = Network.ofParty(address);
        Failures ofNetwork = known(network);
        if (ofNetwork.count <= 1) {
            failures.remove(network);
        } else {
            int count = ofNetwork.count - 1;
            failures.put(network, new Failures(count, ofNetwork.last, count < freeOfAddress ? 0 : ofNetwork.until));
        }
    }

    private static String key(String name, String network) {
        return network + " " + (name.length() <= 100 ? name : name.substring(0, 100));
    }
}
