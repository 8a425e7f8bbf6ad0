package org.holdfast.engine.retained;

import org.holdfast.engine.retained.tree.RetainedMessage;
import org.holdfast.engine.retained.tree.Version;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/** A change of one topic, as a flush writes it. Immutable. */
public sealed interface RetainedChange {
    /** The topic that changes. */
    TopicName topic();

    /** The new retained message of the topic; null when it is cleared. */
    @Nullable
    RetainedMessage retained();

    /** The version of the change. */
    Version version();

    /** The approximate bytes of heap of the change. */
    int heapSize();

    /** Sets the retained message of a topic. */
    record Set(RetainedMessage retained) implements RetainedChange {
        @Override
        public TopicName topic() {
            return retained.topic();
        }

        @Override
        public Version version() {
            return retained.version();
        }

        @Override
        public int heapSize() {
            return retained.message().heapSize();
        }
    }

    /** Clears a topic. */
    record Clear(TopicName topic, Version version) implements RetainedChange {
        @Override
        public @Nullable RetainedMessage retained() {
            return null;
        }

        @Override
        public int heapSize() {
            return topic.encodedLength();
        }
    }
}
