package org.holdfast.engine.retained;

import java.time.Duration;
import org.holdfast.engine.retained.tree.Version;

/**
 * How retained messages are kept.
 *
 * @param acknowledge when the publisher of a retained message is told that it has arrived
 * @param acknowledgeTimeout how long an acknowledgement waits for its commit before it says that there was none
 * @param node the number of this node, part of every {@link Version}
 * @param limits how much may be retained
 * @param lifetime how long
 */
public record RetainedConfig(
        Acknowledge acknowledge,
        Duration acknowledgeTimeout,
        int node,
        RetainedLimits limits,
        RetainedLifetime lifetime) {
    /** When a retained PUBLISH at QoS 1 or 2 is acknowledged. */
    public enum Acknowledge {
        /** After the commit that holds it, or a newer value of its topic. */
        COMMITTED,
        /** At once; what waits in memory is lost when the process dies. */
        RECEIVED
    }

    /** Acknowledged means committed, within 30 s. */
    public static final RetainedConfig DEFAULT = new RetainedConfig(
            Acknowledge.COMMITTED, Duration.ofSeconds(30), 0, RetainedLimits.DEFAULT, RetainedLifetime.DEFAULT);
}
