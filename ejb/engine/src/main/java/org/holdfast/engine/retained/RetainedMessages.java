package org.holdfast.engine.retained;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.holdfast.engine.packet.Message;
import org.holdfast.engine.retained.RetainedLimits.WhenFull;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All retained messages, in memory and in the store (section 3.3.1.3). Any thread, except where a method says otherwise.
 */
public final class RetainedMessages {
    private static final Logger LOG = LoggerFactory.getLogger(RetainedMessages.class);
    private static final int PURGE_LIMIT = 1_000;

    private final RetainedConfig config;
    private final RetainedStore store;
    private final Clock clock;
    private final HybridClock versions;
    private final RetainedMemory memory;
    private final ChangeBuffer buffer = new ChangeBuffer();
    private final FlushLoop flushLoop;
    private final StampedLock gate = new StampedLock();
    private final Map<Refusal, Long> refused = new ConcurrentHashMap<>();

    /** None yet: {@link #load} reads those of the store. */
    public RetainedMessages(RetainedConfig config, RetainedStore store, Clock clock) {
        this.config = config;
        this.store = store;
        this.clock = clock;
        this.versions = new HybridClock(clock, config.node());
        this.memory = new RetainedMemory(config.limits());
        this.flushLoop = new FlushLoop(buffer, store, config.resendInterval(), clock, this::purgeExpired);
    }

    /**
     * Lets a topic keep a message, or nothing when the payload is empty, and then delivers it. No subscription comes
     * {@link #subscribe between} the two.
     *
     * @param waiter is told when the change is committed, unless it is refused; null when nobody waits
     * @param delivery brings the message to those who have subscribed; does not run when the message is refused, unless
     *     {@link RetainedLimits.WhenFull} says so
     * @return why the message is not retained, and its topic keeps what it had; null when it is
     */
    public @Nullable Refusal publish(Message message, @Nullable CommitWaiter waiter, Runnable delivery) {
        long stamp = gate.readLock();
        try {
            Refusal refusal = keep(message, waiter);
            if (refusal == null || isDelivered(refusal)) {
                delivery.run();
            }
            return refusal;
        } finally {
            gate.unlockRead(stamp);
        }
    }

    /**
     * As {@link #publish}, for a topic of the broker's own: the message is kept in memory only, never stored, counted or
     * refused. Such a topic has one publisher, or several that take turns.
     */
    public void publishUnstored(Message message, Runnable delivery) {
        long stamp = gate.readLock();
        try {
            memory.setUncounted(new RetainedMessage(message, versions.next()));
            delivery.run();
        } finally {
            gate.unlockRead(stamp);
        }
    }

    /**
     * Adds a subscription and begins its walk. While this is done no retained message is published: each one is either
     * older, and met by the walk, or newer, and delivered live.
     *
     * @param addition adds it
     */
    public RetainedCursor subscribe(TopicFilter filter, Runnable addition) {
        long stamp = gate.writeLock();
        try {
            addition.run();
            return memory.matching(filter, versions.next());
        } finally {
            gate.unlockWrite(stamp);
        }
    }

    /** Whether a message that is refused for this reason is delivered all the same. */
    private boolean isDelivered(Refusal refusal) {
        return refusal != Refusal.STORE_BACKLOG && config.limits().whenFull() == WhenFull.DELIVER;
    }

    private @Nullable Refusal keep(Message message, @Nullable CommitWaiter waiter) {
        TopicName topic = message.topic();
        if (message.payload().isEmpty()) {
            buffer.change(topic, before -> clear(topic, before)); // [MQTT-3.3.1-6]
        } else {
            Refusal refusal = set(topic, config.lifetime().limit(message)); // [MQTT-3.3.1-5]
            if (refusal != null) {
                count(refusal);
                return refusal;
            }
        }
        if (waiter != null) {
            await(waiter);
        } else if (buffer.topics() >= config.flushThreshold()) {
            flushLoop.request();
        }
        return null;
    }

    private void count(Refusal refusal) {
        if (refused.merge(refusal, 1L, Long::sum) == 1) {
            LOG.warn("Messages are not retained and their publishers told: {}", explain(refusal));
        }
    }

    /** Tells the waiter when everything published so far is committed. */
    public void await(CommitWaiter waiter) {
        buffer.await(waiter);
        flushLoop.request();
    }

    /** Tells the waiter when the next batch has been written, or the store has failed to. */
    public void awaitFlush(CommitWaiter waiter) {
        flushLoop.afterFlush(waiter);
        flushLoop.request();
    }

    /** Whether publishers should be slowed down: the store works, but does not keep up. */
    public boolean isCongested() {
        return buffer.topics() >= config.maximumWaitingTopics() / 2 && isStoreHealthy();
    }

    /** When a retained message is acknowledged. */
    public RetainedConfig.Acknowledge acknowledge() {
        return config.acknowledge();
    }

    /** Why a message is not retained, in words that name the setting. */
    public String explain(Refusal refusal) {
        return refusal.explanation(config.limits());
    }

    /** The message that the topic keeps, or null. It may have expired a moment ago. */
    public @Nullable RetainedMessage get(TopicName topic) {
        return memory.get(topic);
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
        Loader loader = new Loader(memory, versions, store.count(), now, progress);
        store.readAll(loader);
        loader.report();
        Refusal reached = memory.limitReached();
        if (reached != null) {
            LOG.warn("The store's retained messages are all kept, but further ones are refused: {}", explain(reached));
        }
    }

    /** Writes changes to the store until {@link #stop}. To be run by one thread of the host, which the store may block. */
    public void runFlushLoop() {
        flushLoop.run();
    }

    /** Asks for a flush; what the host's timer calls. */
    public void requestFlush() {
        flushLoop.request();
    }

    /** Writes what waits, on the calling thread, and tells those who wait for it; false when the store failed. */
    public boolean flush() {
        return flushLoop.flush();
    }

    /** Ends the flush loop and writes what still waits, on the calling thread; false when the store failed. */
    public boolean stop() {
        flushLoop.stop();
        return flushLoop.flush();
    }

    /** Whether the last flush succeeded. */
    public boolean isStoreHealthy() {
        return flushLoop.history().failure() == null;
    }

    /** How the retained messages fare. */
    public RetainedStatus status() {
        FlushLoop.History history = flushLoop.history();
        return new RetainedStatus(
                memory.count(),
                memory.bytes(),
                buffer.topics(),
                buffer.bytes(),
                history.lastCommit(),
                history.lastCommitMillis(),
                history.committedChanges(),
                history.commits(),
                Map.copyOf(refused),
                history.failure());
    }

    /** A topic that waits already takes no further place, only bytes. */
    private boolean isFullFor(TopicName topic) {
        return buffer.bytes() >= config.maximumWaitingBytes()
                || (buffer.topics() >= config.maximumWaitingTopics() && !buffer.contains(topic));
    }

    private @Nullable Refusal set(TopicName topic, Message message) {
        if (isFullFor(topic)) {
            return Refusal.STORE_BACKLOG;
        }
        if (message.payload().length() > config.limits().maximumPayloadSize()) {
            return Refusal.PAYLOAD_TOO_LARGE;
        }
        if (topic.depth() > config.limits().maximumTopicLevels()) {
            return Refusal.TOO_MANY_LEVELS;
        }
        Attempt attempt = new Attempt(message);
        buffer.change(topic, attempt);
        return attempt.refusal;
    }

    /** Sets a message, if there is room for it. */
    private final class Attempt implements UnaryOperator<@Nullable RetainedChange> {
        private final Message message;
        private @Nullable Refusal refusal;

        Attempt(Message message) {
            this.message = message;
        }

        @Override
        public @Nullable RetainedChange apply(@Nullable RetainedChange waiting) {
            RetainedMessage retained = new RetainedMessage(message, versions.next());
            refusal = memory.set(retained);
            return refusal == null ? new RetainedChange.Set(retained) : waiting;
        }
    }

    private @Nullable RetainedChange clear(TopicName topic, @Nullable RetainedChange waiting) {
        return memory.clear(topic) == null ? waiting : new RetainedChange.Clear(topic, versions.next());
    }

    /**
     * Clears topics whose message has expired, so many at most that others do not wait long for the batch; then the next
     * flush goes on. They are not to take the places of publishers' changes while the store is slow or fails.
     */
    private void purgeExpired() {
        if (!isStoreHealthy() || buffer.topics() >= config.maximumWaitingTopics() / 2) {
            return;
        }
        long now = clock.millis();
        for (int i = 0; i < PURGE_LIMIT; i++) {
            RetainedMessage expired = memory.takeExpired(now);
            if (expired == null) {
                return;
            }
            buffer.change(expired.topic(), waiting -> isCurrent(expired) ? clear(expired.topic(), waiting) : waiting);
        }
        flushLoop.request();
    }

    private boolean isCurrent(RetainedMessage retained) {
        RetainedMessage current = memory.get(retained.topic());
        return current != null && current.version().equals(retained.version());
    }
}
