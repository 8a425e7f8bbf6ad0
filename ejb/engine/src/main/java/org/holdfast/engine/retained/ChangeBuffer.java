package org.holdfast.engine.retained;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * Changes on their way to the store, the latest of each topic only, and those who wait for them.
 *
 * <p>Any thread changes; one thread, the flush loop, drains. A waiter is put in after its change, and waiters are drained
 * before changes: so the change of a drained waiter is in the same batch or in an earlier one, which is committed.
 */
final class ChangeBuffer {
    private final Map<TopicName, RetainedChange> changes = new ConcurrentHashMap<>();
    private final Queue<CommitWaiter> waiters = new ConcurrentLinkedQueue<>();
    private final AtomicInteger topics = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /** What one flush takes along. */
    record Batch(List<RetainedChange> changes, List<CommitWaiter> waiters) {
        boolean isEmpty() {
            return changes.isEmpty() && waiters.isEmpty();
        }
    }

    /**
     * Changes a topic while nobody else does.
     *
     * @param change gets the change that waits, or null, and returns the one to wait from now on, or null
     */
    void change(TopicName topic, UnaryOperator<@Nullable RetainedChange> change) {
        changes.compute(topic, (key, before) -> {
            RetainedChange after = change.apply(before);
            count(before, -1);
            count(after, 1);
            return after;
        });
    }

    /** Whether the topic has a change that no flush has taken yet. */
    boolean contains(TopicName topic) {
        return changes.containsKey(topic);
    }

    /** Lets somebody wait for all changes that are in the buffer or on their way now. */
    void await(CommitWaiter waiter) {
        waiters.add(waiter);
    }

    /** The number of topics with a change that is not committed, those of a running batch included. */
    int topics() {
        return topics.get();
    }

    /** About how many bytes of heap the uncommitted changes hold. */
    long bytes() {
        return bytes.get();
    }

    /** Takes everything out. Its changes count until they are {@link #committed} or {@link #restore restored}. */
    Batch drain() {
        List<CommitWaiter> waiting = new ArrayList<>();
        for (CommitWaiter waiter; (waiter = waiters.poll()) != null; ) {
            waiting.add(waiter);
        }
        List<RetainedChange> drained = new ArrayList<>(changes.size());
        for (Iterator<Map.Entry<TopicName, RetainedChange>> entries =
                        changes.entrySet().iterator();
                entries.hasNext(); ) {
            Map.Entry<TopicName, RetainedChange> entry = entries.next();
            if (changes.remove(entry.getKey(), entry.getValue())) {
                drained.add(entry.getValue());
            }
        }
        return new Batch(drained, waiting);
    }

    /** The batch's changes are in the store. */
    void committed(Batch batch) {
        for (RetainedChange change : batch.changes()) {
            count(change, -1);
        }
    }

    /** The batch failed: its changes wait again, unless there are newer ones, and so do its waiters. */
    void restore(Batch batch) {
        for (RetainedChange change : batch.changes()) {
            changes.compute(change.topic(), (topic, newer) -> {
                if (newer != null) {
                    count(change, -1);
                    return newer;
                }
                return change;
            });
        }
        waiters.addAll(batch.waiters());
    }

    private void count(@Nullable RetainedChange change, int sign) {
        if (change != null) {
            topics.addAndGet(sign);
            bytes.addAndGet((long) sign * sizeOf(change));
        }
    }

    private static int sizeOf(RetainedChange change) {
        return change instanceof RetainedChange.Set set
                ? set.retained().message().heapSize()
                : change.topic().encodedLength();
    }
}
