package org.holdfast.engine.retained;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.holdfast.engine.commit.ChangeBuffer;
import org.holdfast.engine.commit.Gate;
import org.holdfast.engine.commit.GroupCommit;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.retained.RetainedLimits.WhenFull;
import org.holdfast.engine.retained.tree.LiveMessages;
import org.holdfast.engine.retained.tree.RetainedMessage;
import org.holdfast.engine.retained.tree.RetainedView;
import org.holdfast.engine.retained.tree.RetainedWalk;
import org.holdfast.engine.retained.tree.Version;
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
    /** The part of the heap that retained messages may take at the start, whatever their limit: the rest is needed to serve. */
    private static final long ROOM_TO_LOAD = Runtime.getRuntime().maxMemory() / 4 * 3;

    private static final int PURGE_LIMIT = 1_000;

    private volatile RetainedConfig config;
    private final RetainedStore store;
    private final Clock clock;
    private final HybridClock versions;
    private final RetainedMemory memory;
    private final GroupCommit commits;
    private final Gate gate;
    private final ChangeBuffer<TopicName, RetainedChange> buffer;
    private final RetainedChanges changes;
    private final LongAdder expired = new LongAdder();
    private final Map<Refusal, Long> refused = new ConcurrentHashMap<>();

    /** Starts empty: {@link #load} reads the messages of the store. The group commit writes the changes. */
    public RetainedMessages(RetainedConfig config, RetainedStore store, GroupCommit commits, Clock clock) {
        this.config = config;
        this.store = store;
        this.clock = clock;
        this.commits = commits;
        this.gate = commits.gate();
        this.versions = new HybridClock(clock, config.node());
        this.memory = new RetainedMemory(config.limits());
        this.buffer = new ChangeBuffer<>(gate, RetainedChange::heapSize, store::write, UnaryOperator.identity());
        this.changes = new RetainedChanges(this::config, memory, versions, buffer, commits);
        commits.add(buffer);
        commits.beforeEachFlush(this::purgeExpired);
    }

    /**
     * Retains a message, or clears its topic when the payload is empty, and then delivers it. No subscription is
     * {@link #subscribe added} between the two. The caller waits for the group commit before it acknowledges the message.
     *
     * @param delivery delivers the message to its subscribers; does not run when the message is refused, unless
     *     {@link RetainedLimits.WhenFull} says so
     */
    public <R> Retention<R> publish(Message message, Supplier<R> delivery) {
        return gate.together(() -> {
            Refusal refusal = retain(message);
            return new Retention<>(refusal, refusal == null || isDelivered(refusal) ? delivery.get() : null);
        });
    }

    /**
     * The result of a publish with RETAIN set.
     *
     * @param refusal why the message was not retained, so that the topic keeps its previous one; null when it was
     * @param delivered the result of the delivery; null when it was not delivered
     */
    public record Retention<R>(
            @Nullable Refusal refusal, @Nullable R delivered) {}

    /**
     * Retains a message in place of the current one, without delivering it to subscribers.
     *
     * @param message has a payload
     */
    public ChangeResult keep(Message message) {
        Message kept = config.lifetime().limit(message);
        return gate.together(() -> counted(changes.set(kept, version -> RetainedMessage.silent(kept, version))));
    }

    /** As {@link #keep}, if the topic has no retained message. */
    public ChangeResult keepIfNone(Message message) {
        Message kept = config.lifetime().limit(message);
        return gate.together(() -> counted(changes.set(
                kept, version -> valid(kept.topic()) == null ? RetainedMessage.silent(kept, version) : null)));
    }

    /**
     * Changes the expiry of a retained message, without delivering it to subscribers.
     *
     * @param lifetime its Message Expiry Interval from now on; null for none, so that only {@link RetainedLifetime} applies
     */
    public ChangeResult changeLifetime(TopicName topic, @Nullable Duration lifetime) {
        return gate.together(() -> counted(changes.set(topic, version -> {
            RetainedMessage before = valid(topic);
            return before == null ? null : before.withLifetime(withLifetime(before.message(), lifetime), version);
        })));
    }

    private Message withLifetime(Message message, @Nullable Duration lifetime) {
        long now = clock.millis(); // an interval is counted from here
        return config.lifetime()
                .limit(message.withLifetime(lifetime == null ? Message.NEVER : now + lifetime.toMillis(), now));
    }

    private @Nullable RetainedMessage valid(TopicName topic) {
        RetainedMessage current = memory.get(topic);
        return current == null || current.message().isExpired(clock.millis()) ? null : current;
    }

    /** Clears a topic if it still has this very message; returns false when it has not. Subscribers are not notified. */
    public boolean clear(RetainedMessage retained) {
        return gate.together(() ->
                changes.clear(retained.topic(), current -> current.version().equals(retained.version())));
    }

    /** Replaces the configuration; messages that are already retained stay as they are. */
    public void reconfigure(RetainedConfig other) {
        config = other;
        memory.limit(other.limits());
    }

    /** The current configuration. */
    public RetainedConfig config() {
        return config;
    }

    /** Returns a view of the retained messages. */
    public RetainedView view() {
        return new RetainedView(memory.tree(), clock, buffer::isWaiting);
    }

    /**
     * As {@link #publish}, for a topic of the broker's own: the message is kept in memory only, never stored, counted
     * or refused. Such a topic has one publisher, or several that take turns.
     */
    public void publishUnstored(Message message, Runnable delivery) {
        gate.together(() -> {
            memory.setUncounted(new RetainedMessage(message, versions.next()));
            delivery.run();
        });
    }

    /**
     * Adds a subscription and begins its walk. No retained message is published meanwhile: each one is either older,
     * and met by the walk, or newer, and delivered live.
     *
     * @param addition adds the subscription
     */
    public RetainedWalk subscribe(TopicFilter filter, Runnable addition) {
        return gate.alone(() -> {
            addition.run();
            return memory.matching(filter, LiveMessages.since(versions.next()));
        });
    }

    /** As {@link #subscribe}; the walk is in the order of topics, so that {@link #walk} can resume it later. */
    public RetainedWalk subscribeInOrder(TopicFilter filter, Runnable addition) {
        return gate.alone(() -> {
            addition.run();
            return walk(filter, null, LiveMessages.since(versions.next()));
        });
    }

    /**
     * A walk in the order of topics.
     *
     * @param after the topic that it begins after; null: the first one
     * @param live the messages that are left out
     */
    public RetainedWalk walk(TopicFilter filter, @Nullable TopicName after, LiveMessages live) {
        return memory.tree().matchingInOrder(filter, after, live);
    }

    /** Returns a version newer than that of every change made before. */
    public Version now() {
        return versions.next();
    }

    /** Whether a message that is refused for this reason is delivered all the same. */
    private boolean isDelivered(Refusal refusal) {
        return refusal != Refusal.STORE_BACKLOG && config.limits().whenFull() == WhenFull.DELIVER;
    }

    private @Nullable Refusal retain(Message message) {
        if (message.payload().isEmpty()) {
            changes.clear(message.topic(), before -> true); // [MQTT-3.3.1-6]
            commits.requestIfMany(buffer);
            return null;
        }
        Message kept = config.lifetime().limit(message);
        return counted(changes.set(kept, version -> new RetainedMessage(kept, version))) // [MQTT-3.3.1-5]
                .refusal();
    }

    private ChangeResult counted(ChangeResult result) {
        if (result.refusal() != null) {
            count(result.refusal());
        } else {
            commits.requestIfMany(buffer);
        }
        return result;
    }

    private void count(Refusal refusal) {
        if (refused.merge(refusal, 1L, Long::sum) == 1) {
            LOG.warn("Rejecting retained publishes: {}", explain(refusal));
        }
    }

    /** Whether publishers should be slowed down: the store works, but does not keep up. */
    public boolean isCongested() {
        return commits.isCongested(buffer);
    }

    /** When a retained message is acknowledged. */
    public RetainedConfig.Acknowledge acknowledge() {
        return config.acknowledge();
    }

    /** Returns the reason of a refusal in words, with the setting. */
    public String explain(Refusal refusal) {
        return refusal.explanation(config.limits());
    }

    /** Returns the retained message of the topic, or null. It may have expired a moment ago. */
    public @Nullable RetainedMessage get(TopicName topic) {
        return memory.get(topic);
    }

    /**
     * Reads all messages of the store. Called once, before anything else.
     *
     * @param progress is called about once a second, and at the end
     */
    public void load(Consumer<LoadProgress> progress) {
        long now = clock.millis();
        while (store.purgeExpired(now, PURGE_LIMIT) == PURGE_LIMIT) {
            // small batches, so that no transaction holds the store for long
        }
        Loader loader = new Loader(memory, versions, store.count(), now, ROOM_TO_LOAD, progress);
        LoadPipeline.readAll(store, loader);
        loader.report();
        Refusal reached = memory.limitReached();
        if (reached != null) {
            LOG.warn("Keeping all stored retained messages, but rejecting new ones: {}", explain(reached));
        }
    }

    /** Returns the status of the retained messages. */
    public RetainedStatus status() {
        return new RetainedStatus(
                memory.count(), memory.bytes(), buffer.size(), buffer.bytes(), expired.sum(), Map.copyOf(refused));
    }

    /**
     * Clears topics whose message has expired, at most {@link #PURGE_LIMIT} in a flush, so that the batch stays short; the
     * next flush continues. It does nothing while the store is slow or fails, to leave room for the changes of publishers.
     */
    private void purgeExpired() {
        if (!commits.isHealthy() || commits.isHalfFull(buffer)) {
            return;
        }
        long now = clock.millis();
        for (int i = 0; i < PURGE_LIMIT; i++) {
            RetainedMessage taken = memory.takeExpired(now);
            if (taken == null) {
                return;
            }
            if (clear(taken)) {
                expired.increment();
            }
        }
        commits.request();
    }
}
