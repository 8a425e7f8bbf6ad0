package org.holdfast.engine.testing;

import org.holdfast.engine.access.Authorizer;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * The same for everybody and every topic.
 *
 * @param publishes whether they may publish
 * @param subscribes whether they may subscribe
 */
public record FixedRights(boolean publishes, boolean subscribes) implements Authorizer {
    @Override
    public boolean mayPublish(String clientId, @Nullable String userName, TopicName topic) {
        return publishes;
    }

    @Override
    public boolean maySubscribe(String clientId, @Nullable String userName, TopicFilter filter) {
        return subscribes;
    }
}
