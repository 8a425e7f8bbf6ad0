package org.holdfast.engine.retained;

import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.holdfast.engine.commit.ChangeBuffer;
import org.holdfast.engine.commit.CommitHistory;
import org.holdfast.engine.commit.Gate;
import org.holdfast.engine.commit.GroupCommit;
import org.holdfast.engine.packet.Message;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * All retained messages, in memory and in the store (section 3.3.1.3). Any thread, except where a method says otherwise.
 */
public final class RetainedMessages {
    private static final int PURGE_LIMIT = 1_000;
    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** What becomes of a retained publish. */
    public enum Outcome {
        /** Later subscribers see it, and it is on its way to the store. */
        ACCEPTED,
        /** Too much waits for the store: nothing has changed. */
        REFUSED
    }

    private final RetainedConfig config;
    private final RetainedStore store;
    private final Clock clock;
    private final HybridClock versions;
    private final RetainedTree tree = new RetainedTree();
    private final ExpiryIndex expiry = new ExpiryIndex();
    private final GroupCommit commits;
    private final Gate gate;
    private final ChangeBuffer<TopicName, RetainedChange> buffer;
    private final LongAdder count = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder refused = new LongAdder();

    /** None yet: {@link #load} reads those of the store. Changes are written by the group commit. */
    public RetainedMessages(RetainedConfig config, RetainedStore store, GroupCommit commits, Clock clock) {
        this.config = config;
        this.store = store;
        this.clock = clock;
        this.commits = commits;
        this.gate = commits.gate();
        this.versions = new HybridClock(clock, config.node());
        this.buffer = new ChangeBuffer<>(gate, RetainedChange::heapSize, store::write, UnaryOperator.identity());
        commits.add(buffer);
        commits.beforeEachFlush(this::purgeExpired);
    }

    /**
     * Lets a topic keep a message, or nothing when the payload is empty, and then delivers it. No subscription comes
     * {@link #subscribe between} the two. Whoever acknowledges it waits for the group commit afterwards.
     *
     * @param delivery brings the message to those who have subscribed; does not run when the message is refused
     */
    public Outcome publish(Message message, Runnable delivery) {
        gate.enter();
        try {
            Outcome outcome = keep(message);
            if (outcome == Outcome.ACCEPTED) {
                delivery.run();
            }
            return outcome;
        } finally {
            gate.leave();
        }
    }

    /**
     * As {@link #publish}, for a topic of the broker's own: the message is kept in memory only, never stored, counted or
     * refused. Such a topic has one publisher, or several that take turns.
     */
    public void publishUnstored(Message message, Runnable delivery) {
        gate.enter();
        try {
            tree.set(new RetainedMessage(message, versions.next()));
            delivery.run();
        } finally {
            gate.leave();
        }
    }

    /**
     * Adds a subscription and begins its walk. While this is done no retained message is published: each one is either
     * older, and met by the walk, or newer, and delivered live.
     *
     * @param addition adds it
     */
    public RetainedCursor subscribe(TopicFilter filter, Runnable addition) {
        return gate.alone(() -> {
            addition.run();
            return tree.matching(filter, versions.next());
        });
    }

    private Outcome keep(Message message) {
        TopicName topic = message.topic();
        if (message.payload().isEmpty()) {
            buffer.change(topic, before -> clear(topic, before)); // [MQTT-3.3.1-6]
        } else if (isFullFor(topic)) {
            refused.increment();
            return Outcome.REFUSED;
        } else {
            buffer.change(topic, before -> set(message)); // [MQTT-3.3.1-5]
        }
        if (buffer.size() >= config.flushThreshold()) {
            commits.request();
        }
        return Outcome.ACCEPTED;
    }

    /** Whether publishers should be slowed down: the store works, but does not keep up. */
    public boolean isCongested() {
        return buffer.size() >= config.maximumWaitingTopics() / 2 && commits.isHealthy();
    }

    /** When a retained message is acknowledged. */
    public RetainedConfig.Acknowledge acknowledge() {
        return config.acknowledge();
    }

    /** The message that the topic keeps, or null. It may have expired a moment ago. */
    public @Nullable RetainedMessage get(TopicName topic) {
        return tree.get(topic);
    }

    /**
     * Reads all messages of the store. Called once, before anything else.
     *
     * @param progress is told about once a second, and at the end
     */
    public void load(Consumer<LoadProgress> progress) {
        long now = clock.millis();
        while (store.purgeExpired(now, PURGE_LIMIT) == PURGE_LIMIT) {
            // small batches, so that no transaction holds the store for long
        }
        Loader loader = new Loader(store.count(), progress);
        store.readAll(loader);
        loader.report();
    }

    /** How the retained messages fare. */
    public RetainedStatus status() {
        CommitHistory history = commits.history();
        return new RetainedStatus(
                count.sum(),
                bytes.sum() + tree.bytes(),
                buffer.size(),
                buffer.bytes(),
                history.lastCommit(),
                history.lastCommitMillis(),
                history.committedChanges(),
                history.commits(),
                refused.sum(),
                history.failure());
    }

    /** A topic that waits already takes no further place, only bytes. */
    private boolean isFullFor(TopicName topic) {
        return buffer.bytes() >= config.maximumWaitingBytes()
                || (buffer.size() >= config.maximumWaitingTopics() && !buffer.contains(topic));
    }

    private RetainedChange set(Message message) {
        RetainedMessage retained = new RetainedMessage(message, versions.next());
        replaced(tree.set(retained), retained);
        return new RetainedChange.Set(retained);
    }

    private @Nullable RetainedChange clear(TopicName topic, @Nullable RetainedChange waiting) {
        RetainedMessage before = tree.clear(topic);
        replaced(before, null);
        return before == null ? waiting : new RetainedChange.Clear(topic, versions.next());
    }

    private void replaced(@Nullable RetainedMessage before, @Nullable RetainedMessage after) {
        if (before != null) {
            expiry.remove(before);
            count.decrement();
            bytes.add(-before.heapSize());
        }
        if (after != null) {
            expiry.add(after);
            count.increment();
            bytes.add(after.heapSize());
        }
    }

    /** Clears topics whose message has expired, at most {@link #PURGE_LIMIT} of them. */
    private void purgeExpired() {
        long now = clock.millis();
        for (int i = 0; i < PURGE_LIMIT; i++) {
            RetainedMessage expired = expiry.firstExpired(now);
            if (expired == null) {
                return;
            }
            expiry.remove(expired);
            purge(expired);
        }
    }

    private void purge(RetainedMessage expired) {
        gate.enter();
        try {
            buffer.change(expired.topic(), waiting -> isCurrent(expired) ? clear(expired.topic(), waiting) : waiting);
        } finally {
            gate.leave();
        }
    }

    private boolean isCurrent(RetainedMessage retained) {
        RetainedMessage current = tree.get(retained.topic());
        return current != null && current.version().equals(retained.version());
    }

    /** Puts what the store holds into the tree. */
    private final class Loader implements Consumer<RetainedMessage> {
        private final long expected;
        private final Consumer<LoadProgress> progress;
        private final long now = clock.millis();
        private long loaded;
        private long reportedAt = System.nanoTime();

        Loader(long expected, Consumer<LoadProgress> progress) {
            this.expected = expected;
            this.progress = progress;
        }

        @Override
        public void accept(RetainedMessage retained) {
            versions.observe(retained.version());
            if (!retained.message().isExpired(now) && !retained.topic().isSys()) {
                replaced(tree.set(retained), retained);
            }
            loaded++;
            if ((loaded & 0x3FF) == 0 && System.nanoTime() - reportedAt > PROGRESS_NANOS) {
                report();
            }
        }

        void report() {
            reportedAt = System.nanoTime();
            progress.accept(new LoadProgress(loaded, expected));
        }
    }
}
