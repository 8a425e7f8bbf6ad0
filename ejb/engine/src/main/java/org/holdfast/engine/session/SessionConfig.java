package org.holdfast.engine.session;

import java.time.Duration;
import org.holdfast.engine.session.sending.SendingConfig;

/**
 * Configuration of the sessions.
 *
 * @param maximumExpiry the longest Session Expiry Interval granted (section 3.1.2.11.2)
 * @param maximumQueuedMessages how many messages may wait for one client; further ones are dropped
 * @param maximumQueuedBytes how many bytes of messages may wait for one client; further ones are dropped
 * @param receiveMaximum how many QoS 1 and 2 publishes of one client may be unacknowledged (section 3.2.2.3.3), 1 to 65,535
 * @param maximumInflight how many QoS 1 and 2 messages are on their way to one client at once, 1 to 65,535; a client's
 *     own Receive Maximum lowers it
 * @param topicAliasMaximum the highest Topic Alias accepted from a client, 0 to 65,535 (section 3.2.2.3.8)
 * @param resendInterval after how long an unacknowledged message is sent again to a connected MQTT 3.x client; zero: only
 *     when it connects again. MQTT 5.0 forbids it [MQTT-4.4.0-1]
 * @param durable whether sessions that outlive their connection survive a restart of the broker too
 * @param maximumQueuedAge how long a message waits for a client; zero: until the message or the session expires
 * @param maximumSubscriptions how many subscriptions one session may have
 * @param maximumSessions how many sessions there may be, of clients that are connected or away; beans' are not refused
 * @param maximumMemory how many bytes of heap all sessions may hold together, with what waits for their clients
 * @param sharedByUsers whether a user may take over the session of another one
 */
public record SessionConfig(
        Duration maximumExpiry,
        int maximumQueuedMessages,
        long maximumQueuedBytes,
        int receiveMaximum,
        int maximumInflight,
        int topicAliasMaximum,
        Duration resendInterval,
        boolean durable,
        Duration maximumQueuedAge,
        int maximumSubscriptions,
        int maximumSessions,
        long maximumMemory,
        boolean sharedByUsers) {
    /**
     * A week; 10,000 messages and 16 MiB; 1,000 in both directions; 64 aliases; nothing is resent to a connected
     * client; durable, of any age; 50,000 subscriptions; 200,000 sessions in
     * 30 % of the heap, each of one user.
     */
    public static final SessionConfig DEFAULT = new SessionConfig(
            Duration.ofDays(7),
            10_000,
            16L << 20,
            1_000,
            1_000,
            64,
            Duration.ZERO,
            true,
            Duration.ZERO,
            50_000,
            200_000,
            Runtime.getRuntime().maxMemory() / 10 * 3,
            false);

    /** Returns the limits of what is sent to one client. */
    SendingConfig sending() {
        return new SendingConfig(
                maximumQueuedMessages, maximumQueuedBytes, maximumQueuedAge, maximumInflight, resendInterval);
    }

    /** Returns the Session Expiry Interval that is granted for a requested one, both in seconds. */
    public long grantedExpiry(long asked) {
        return Math.min(asked, maximumExpiry.toSeconds());
    }
}
