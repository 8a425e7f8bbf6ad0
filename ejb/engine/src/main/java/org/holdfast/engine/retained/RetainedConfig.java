package org.holdfast.engine.retained;

import java.time.Duration;
import org.holdfast.engine.retained.tree.Version;

/**
 * Configuration of the retained messages.
 *
 * @param acknowledge when a retained PUBLISH is acknowledged
 * @param acknowledgeTimeout how long an acknowledgement waits for its commit before it reports a failure
 * @param node the number of this node, part of every {@link Version}
 * @param limits how much may be retained
 * @param lifetime how long it is retained
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
        /** At once; changes that wait in memory are lost when the process dies. */
        RECEIVED
    }

    /** Acknowledged means committed, within 30 s. */
    public static final RetainedConfig DEFAULT = new RetainedConfig(
            Acknowledge.COMMITTED, Duration.ofSeconds(30), 0, RetainedLimits.DEFAULT, RetainedLifetime.DEFAULT);
}
