package org.holdfast.engine.retained.tree;

import org.holdfast.engine.message.QoS;
import org.holdfast.engine.retained.RetainedMessages;

/** Which messages the reader of a walk has got live, so that the walk leaves them out. Owned by the reader. */
public final class LiveMessages {
    private Version since;
    private Version sinceAtMostOnce;

    private LiveMessages(Version since) {
        this.since = since;
        this.sinceAtMostOnce = since;
    }

    /** Those that are delivered after this version. */
    public static LiveMessages since(Version version) {
        return new LiveMessages(version);
    }

    /**
     * The reader was away: of what was delivered until now it has not got what does not wait for it.
     *
     * @param now a version of {@link RetainedMessages#now}
     * @param granted the QoS of its subscription
     */
    public void wasAway(Version now, QoS granted) {
        sinceAtMostOnce = now;
        if (granted == QoS.AT_MOST_ONCE) {
            since = now;
        }
    }

    /** Whether the reader has got the message, or will without the walk. */
    boolean include(RetainedMessage retained) {
        return retained.wasDeliveredAfter(retained.message().qos() == QoS.AT_MOST_ONCE ? sinceAtMostOnce : since);
    }
}
