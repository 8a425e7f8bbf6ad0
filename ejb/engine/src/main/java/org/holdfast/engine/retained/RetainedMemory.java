package org.holdfast.engine.retained;

import java.util.concurrent.atomic.AtomicLong;
import org.holdfast.engine.retained.tree.ExpiryIndex;
import org.holdfast.engine.retained.tree.LiveMessages;
import org.holdfast.engine.retained.tree.RetainedCursor;
import org.holdfast.engine.retained.tree.RetainedMessage;
import org.holdfast.engine.retained.tree.RetainedTree;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * The retained messages in memory, by topic and by expiry, with their number and size. Any thread; writers of one topic take turns.
 */
final class RetainedMemory {
    private volatile RetainedLimits limits;
    private final RetainedTree tree = new RetainedTree();
    private final ExpiryIndex expiry = new ExpiryIndex();
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    RetainedMemory(RetainedLimits limits) {
        this.limits = limits;
    }

    /**
     * Retains a message, if there is room; returns the reason if not, or null. Room is taken as for a new topic, and that of the
     * previous message is released afterwards: so the limits hold with any number of writers, and a topic is looked up once.
     */
    @Nullable
    Refusal set(RetainedMessage after) {
        Refusal refusal = take(1, after.heapSize());
        if (refusal == null) {
            replaced(tree.set(after), after);
            return null;
        }
        RetainedMessage before = tree.get(after.topic());
        if (before == null) {
            return refusal;
        }
        refusal = take(0, after.heapSize() - before.heapSize());
        if (refusal == null) {
            tree.set(after);
            expiry.remove(before);
            expiry.add(after);
        }
        return refusal;
    }

    /** Retains a message regardless of the limits. */
    void load(RetainedMessage after) {
        count.incrementAndGet();
        bytes.addAndGet(after.heapSize());
        replaced(tree.setNew(after), after);
    }

    /** Retains a message that is not counted and never expires. */
    void setUncounted(RetainedMessage message) {
        tree.set(message);
    }

    /** Clears a topic; returns the message that it had, or null. */
    @Nullable
    RetainedMessage clear(TopicName topic) {
        RetainedMessage before = tree.clear(topic);
        replaced(before, null);
        return before;
    }

    @Nullable
    RetainedMessage get(TopicName topic) {
        return tree.get(topic);
    }

    RetainedCursor matching(TopicFilter filter, LiveMessages live) {
        return tree.matching(filter, live);
    }

    RetainedTree tree() {
        return tree;
    }

    /** Replaces the limits; messages that exceed them stay. */
    void limit(RetainedLimits others) {
        limits = others;
    }

    /** Returns the message that has expired first, each one only once; null when none has expired. */
    @Nullable
    RetainedMessage takeExpired(long now) {
        RetainedMessage expired = expiry.firstExpired(now);
        if (expired != null) {
            expiry.remove(expired);
        }
        return expired;
    }

    /** The number of retained messages that are counted. */
    long count() {
        return count.get();
    }

    /** The bytes of heap of the counted messages and of the tree. */
    long bytes() {
        return bytes.get() + tree.bytes();
    }

    /** Returns the limit that the messages of the store have already reached, or null. */
    @Nullable
    Refusal limitReached() {
        if (count() >= limits.maximumMessages()) {
            return Refusal.TOO_MANY_MESSAGES;
        }
        return bytes() >= limits.maximumBytes() ? Refusal.TOO_MANY_BYTES : null;
    }

    private @Nullable Refusal take(int messages, int size) {
        if (!addWithin(count, messages, limits.maximumMessages())) {
            return Refusal.TOO_MANY_MESSAGES;
        }
        if (!addWithin(bytes, size, limits.maximumBytes() - tree.bytes())) {
            count.addAndGet(-messages);
            return Refusal.TOO_MANY_BYTES;
        }
        return null;
    }

    /** Adds to a sum, unless that exceeds the limit; zero and negative numbers are always added. */
    private static boolean addWithin(AtomicLong sum, int more, long limit) {
        long before;
        do {
            before = sum.get();
            if (more > 0 && before + more > limit) {
                return false;
            }
        } while (!sum.compareAndSet(before, before + more));
        return true;
    }

    private void replaced(@Nullable RetainedMessage before, @Nullable RetainedMessage after) {
        if (before != null) {
            expiry.remove(before);
            count.decrementAndGet();
            bytes.addAndGet(-before.heapSize());
        }
        if (after != null) {
            expiry.add(after);
        }
    }
}
