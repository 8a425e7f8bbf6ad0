package org.holdfast.engine.session.sending;

import java.time.Duration;

/**
 * The limits of what is sent to one client; see {@link org.holdfast.engine.session.SessionConfig}.
 *
 * @param maximumQueuedMessages how many messages may wait
 * @param maximumQueuedBytes how many bytes of messages may wait
 * @param maximumQueuedAge how long a message waits; zero: until it expires
 * @param maximumInflight how many QoS 1 and 2 messages are on their way at once
 * @param resendInterval after how long an unacknowledged message is resent to a connected MQTT 3.x client; zero: never
 */
public record SendingConfig(
        int maximumQueuedMessages,
        long maximumQueuedBytes,
        Duration maximumQueuedAge,
        int maximumInflight,
        Duration resendInterval) {}
