package org.holdfast.engine.retained;

import org.holdfast.engine.topic.TopicName;

/** What a flush writes for one topic. Immutable. */
public sealed interface RetainedChange {
    /** The topic that changes. */
    TopicName topic();

    /** The version of the change. */
    Version version();

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
    }

    /** The topic keeps no message any more. */
    record Clear(TopicName topic, Version version) implements RetainedChange {}
}
