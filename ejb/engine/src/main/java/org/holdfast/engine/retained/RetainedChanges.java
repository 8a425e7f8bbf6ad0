package org.holdfast.engine.retained;

import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.holdfast.engine.commit.ChangeBuffer;
import org.holdfast.engine.commit.GroupCommit;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.retained.tree.RetainedMessage;
import org.holdfast.engine.retained.tree.Version;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * Changes the retained message of a topic: at once in memory, and in the buffer for the next flush. A change excludes
 * others of the same topic, so it may depend on the current message. Any thread that is inside the gate.
 */
final class RetainedChanges {
    private final Supplier<RetainedConfig> config;
    private final RetainedMemory memory;
    private final HybridClock versions;
    private final ChangeBuffer<TopicName, RetainedChange> buffer;
    private final GroupCommit commits;

    RetainedChanges(
            Supplier<RetainedConfig> config,
            RetainedMemory memory,
            HybridClock versions,
            ChangeBuffer<TopicName, RetainedChange> buffer,
            GroupCommit commits) {
        this.config = config;
        this.memory = memory;
        this.versions = versions;
        this.buffer = buffer;
        this.commits = commits;
    }

    /**
     * Retains a new message, if its payload and its topic are within the limits.
     *
     * @param setting returns it with its version, or null for no change
     */
    ChangeResult set(Message message, Function<Version, @Nullable RetainedMessage> setting) {
        if (message.payload().length() + message.properties().encoded().length
                > config.get().limits().maximumPayloadSize()) {
            return ChangeResult.refused(Refusal.PAYLOAD_TOO_LARGE);
        }
        if (message.topic().isDeeperThan(config.get().limits().maximumTopicLevels())) {
            return ChangeResult.refused(Refusal.TOO_MANY_LEVELS);
        }
        return set(message.topic(), setting);
    }

    /**
     * Changes the retained message of a topic.
     *
     * @param setting returns it with its version, or null for no change
     */
    ChangeResult set(TopicName topic, Function<Version, @Nullable RetainedMessage> setting) {
        if (isFullFor(topic)) {
            return ChangeResult.refused(Refusal.STORE_BACKLOG);
        }
        Setting change = new Setting(setting);
        buffer.change(topic, change);
        return change.result;
    }

    /** Whether the backlog is full. A topic that already waits takes no further place, only bytes. */
    private boolean isFullFor(TopicName topic) {
        return commits.isAtByteLimit(buffer) || (commits.isFull(buffer) && !buffer.contains(topic));
    }

    /** Sets the message that the function returns, if there is one, and room for it. */
    private final class Setting implements UnaryOperator<@Nullable RetainedChange> {
        private final Function<Version, @Nullable RetainedMessage> setting;
        private ChangeResult result = ChangeResult.NO_CHANGE;

        Setting(Function<Version, @Nullable RetainedMessage> setting) {
            this.setting = setting;
        }

        @Override
        public @Nullable RetainedChange apply(@Nullable RetainedChange waiting) {
            RetainedMessage retained = setting.apply(versions.next());
            if (retained == null) {
                return waiting;
            }
            Refusal refusal = memory.set(retained);
            result = refusal == null ? ChangeResult.CHANGED : ChangeResult.refused(refusal);
            return refusal == null ? new RetainedChange.Set(retained) : waiting;
        }
    }

    /** Clears a topic if the condition holds for its message; returns whether it did. */
    boolean clear(TopicName topic, Predicate<RetainedMessage> condition) {
        Clearing change = new Clearing(topic, condition);
        buffer.change(topic, change);
        return change.isDone;
    }

    /** Clears a topic on a condition. */
    private final class Clearing implements UnaryOperator<@Nullable RetainedChange> {
        private final TopicName topic;
        private final Predicate<RetainedMessage> condition;
        private boolean isDone;

        Clearing(TopicName topic, Predicate<RetainedMessage> condition) {
            this.topic = topic;
            this.condition = condition;
        }

        @Override
        public @Nullable RetainedChange apply(@Nullable RetainedChange waiting) {
            RetainedMessage current = memory.get(topic);
            isDone = current != null && condition.test(current) && memory.clear(topic) != null;
            return isDone ? new RetainedChange.Clear(topic, versions.next()) : waiting;
        }
    }
}
