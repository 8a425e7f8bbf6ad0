package org.holdfast.engine.testing;

import org.holdfast.engine.access.Authorizer;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/** Lets everybody subscribe to anything, and nobody publish. */
public final class NobodyPublishes implements Authorizer {
    @Override
    public boolean mayPublish(String clientId, @Nullable String userName, TopicName topic) {
        return false;
    }

    @Override
    public boolean maySubscribe(String clientId, @Nullable String userName, TopicFilter filter) {
        return true;
    }
}
