package org.holdfast.engine.retained.tree;

import java.util.Comparator;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** The retained messages that expire, by their expiry time. Any thread. */
public final class ExpiryIndex {
    /** The bytes of heap of an entry, without the message: a node of the skip list and its share of the index levels. */
    static final int ENTRY_BYTES = 32;

    private static final Comparator<RetainedMessage> BY_EXPIRY = Comparator.comparingLong(
                    (RetainedMessage retained) -> retained.message().expiresAt())
            .thenComparingLong(RetainedMessage::clock)
            .thenComparingInt(RetainedMessage::node)
            .thenComparing(retained -> retained.topic().value()); // versions from the store may be equal

    private final NavigableSet<RetainedMessage> messages = new ConcurrentSkipListSet<>(BY_EXPIRY);

    /** Adds a message, if it expires. */
    public void add(RetainedMessage retained) {
        if (retained.message().expires()) {
            messages.add(retained);
        }
    }

    public void remove(RetainedMessage retained) {
        if (retained.message().expires()) {
            messages.remove(retained);
        }
    }

    /** Returns the message that has expired first; null when none has expired. */
    @Nullable
    public RetainedMessage firstExpired(long now) {
        for (RetainedMessage first : messages) { // first() would throw when another thread has just taken the last
            return first.message().isExpired(now) ? first : null;
        }
        return null;
    }
}
