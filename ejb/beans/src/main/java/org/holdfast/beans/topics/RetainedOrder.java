package org.holdfast.beans.topics;

import java.util.Comparator;
import org.holdfast.engine.retained.tree.RetainedMessage;

/** The order of a list of retained messages. */
@SuppressWarnings("ImmutableEnumChecker") // a comparator has no state
public enum RetainedOrder {
    /** Level by level, each by the bytes of its UTF-8 form. */
    TOPIC(Comparator.comparing(RetainedMessage::topic)),
    /** By the size of the payload. */
    SIZE(Comparator.comparingInt(retained -> retained.message().payload().length())),
    QOS(Comparator.comparing(retained -> retained.message().qos())),
    /** By the Client Identifier of the publisher. */
    PUBLISHER(Comparator.comparing(retained -> retained.message().publisher())),
    /** By the time of publication. */
    PUBLISHED(Comparator.comparingLong(retained -> retained.message().publishedAt())),
    /** By the time of expiry; messages that never expire come last. */
    EXPIRES(Comparator.comparingLong(retained -> retained.message().expiresAt()));

    private final Comparator<RetainedMessage> comparator;

    RetainedOrder(Comparator<RetainedMessage> comparator) {
        this.comparator = comparator;
    }

    Comparator<RetainedMessage> comparator(boolean isDescending) {
        return isDescending ? comparator.reversed() : comparator;
    }
}
