package org.holdfast.engine.retained;

import org.holdfast.engine.retained.tree.RetainedMessage;
import org.holdfast.engine.retained.tree.Version;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/** What a flush writes for one topic. Immutable. */
public sealed interface RetainedChange {
    /** The topic that changes. */
    TopicName topic();

    /** What the topic keeps from now on; null: nothing. */
    @Nullable
    RetainedMessage retained();

    /** The version of the change. */
    Version version();

    /** About how many bytes of heap the change holds. */
    int heapSize();

    /** The topic keeps this message from now on. */
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

    /** The topic keeps no message any more. */
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
