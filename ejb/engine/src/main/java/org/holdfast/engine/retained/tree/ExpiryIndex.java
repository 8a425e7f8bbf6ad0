package org.holdfast.engine.retained.tree;

import java.util.Comparator;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** The retained messages that expire, by the time when they do. Any thread. */
public final class ExpiryIndex {
    /** What an entry takes of the heap, without the message: a node of the list and its share of the lanes above. */
    static final int ENTRY_BYTES = 32;

    private static final Comparator<RetainedMessage> BY_EXPIRY = Comparator.comparingLong(
                    (RetainedMessage retained) -> retained.message().expiresAt())
            .thenComparingLong(RetainedMessage::clock)
            .thenComparingInt(RetainedMessage::node)
            .thenComparing(retained -> retained.topic().value()); // versions out of the store may be the same

    private final NavigableSet<RetainedMessage> messages = new ConcurrentSkipListSet<>(BY_EXPIRY);

    /** Takes note of a message, if it ever expires. */
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

    /** The message that expires first, if it has; null when none has. */
    @Nullable
    public RetainedMessage firstExpired(long now) {
        for (RetainedMessage first : messages) { // first() would throw when another thread has just taken the last
            return first.message().isExpired(now) ? first : null;
        }
        return null;
    }
}
