package org.holdfast.engine.retained.tree;

import org.holdfast.engine.message.QoS;
import org.holdfast.engine.retained.RetainedMessages;

/** The messages that the reader of a walk gets live, so that the walk leaves them out. Owned by the reader. */
public final class LiveMessages {
    private Version since;
    private Version sinceAtMostOnce;

    private LiveMessages(Version since) {
        this.since = since;
        this.sinceAtMostOnce = since;
    }

    /** Returns the messages that are delivered after this version. */
    public static LiveMessages since(Version version) {
        return new LiveMessages(version);
    }

    /**
     * Notes that the reader was disconnected until now: it has missed the messages that do not wait for it.
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

    /** Whether the reader gets the message without the walk. */
    boolean include(RetainedMessage retained) {
        return retained.wasDeliveredAfter(retained.message().qos() == QoS.AT_MOST_ONCE ? sinceAtMostOnce : since);
    }
}
