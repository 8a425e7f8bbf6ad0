package org.holdfast.beans.access;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.holdfast.engine.access.LoginGuard;
import org.holdfast.engine.log.LogText;
import org.jspecify.annotations.Nullable;

/** Slows down guesses of MQTT passwords, and counts them for the audit log. Any thread. */
public final class MqttLogins implements LoginGuard {
    /** A device with a wrong password tries again and again: it waits, and the others behind its address do not. */
    private static final int FREE_OF_NAME = 10;

    private static final int FREE_OF_ADDRESS = 1_000;

    /** The maximum number of addresses, and of names of each, that are told apart between two reports. */
    private static final int MOST_ADDRESSES = 100;

    private static final int MOST_NAMES = 10;

    private final LoginThrottle throttle;
    private Map<String, Failed> failures = new HashMap<>();

    /**
     * The failed logins from one address.
     *
     * @param count how many there were
     * @param users some of the users
     */
    public record Report(String address, long count, Set<String> users) {}

    /** Collects a report. */
    private static final class Failed {
        private final Set<String> users = new TreeSet<>();
        private long count;
    }

    public MqttLogins(Clock clock) {
        throttle = new LoginThrottle(clock, FREE_OF_NAME, FREE_OF_ADDRESS);
    }

    @Override
    public boolean isBlocked(@Nullable String userName, String address) {
        boolean isBlocked = throttle.secondsToWait(userName == null ? "" : userName, address) > 0;
        if (isBlocked) {
            count(userName, address);
        }
        return isBlocked;
    }

    @Override
    public void failed(@Nullable String userName, String address) {
        if (userName == null) {
            throttle.failed(address);
        } else {
            throttle.failed(userName, address);
        }
        count(userName, address);
    }

    private synchronized void count(@Nullable String userName, String address) {
        String known = failures.size() < MOST_ADDRESSES || failures.containsKey(address) ? address : "other addresses";
        Failed failed = failures.computeIfAbsent(known, each -> new Failed());
        failed.count++;
        if (userName != null && failed.users.size() < MOST_NAMES) {
            failed.users.add(LogText.of(userName));
        }
    }

    @Override
    public void succeeded(String userName, String address) {
        throttle.succeeded(userName, address);
    }

    /** Returns the failed logins since the last call, a report for each address. */
    public synchronized List<Report> takeReports() {
        List<Report> reports = failures.entrySet().stream()
                .map(each -> new Report(each.getKey(), each.getValue().count, each.getValue().users))
                .toList();
        failures = new HashMap<>();
        return reports;
    }
}
