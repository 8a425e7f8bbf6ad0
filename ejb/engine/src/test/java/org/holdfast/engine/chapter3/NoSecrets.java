package org.holdfast.engine.chapter3;

import org.holdfast.engine.access.Authorizer;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/** Nobody may publish to a topic that begins with {@code secret}, nor subscribe to such a filter. */
final class NoSecrets implements Authorizer {
    @Override
    public boolean mayPublish(String clientId, @Nullable String userName, TopicName topic) {
        return !topic.value().startsWith("secret");
    }

    @Override
    public boolean maySubscribe(String clientId, @Nullable String userName, TopicFilter filter) {
        return !filter.value().startsWith("secret");
    }
}
