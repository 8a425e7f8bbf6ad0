package org.holdfast.engine;

import org.holdfast.engine.access.Access;
import org.holdfast.engine.access.Authorizer;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * Keeps clients from publishing to topics under {@code $SYS}, but for the one where each says that it is connected, and
 * leaves everything else to the host's decision.
 */
record SysTopicsGuard(Authorizer host) implements Authorizer {
    /** What the host decides about access, but for this. */
    static Access around(Access host) {
        return new Access(host.authenticator(), host.methods(), new SysTopicsGuard(host.authorizer()));
    }

    @Override
    public boolean mayPublish(String clientId, @Nullable String userName, TopicName topic) {
        return topic.isSys() ? topic.isConnectionStateOf(clientId) : host.mayPublish(clientId, userName, topic);
    }

    @Override
    public boolean maySubscribe(String clientId, @Nullable String userName, TopicFilter filter) {
        return host.maySubscribe(clientId, userName, filter);
    }
}
