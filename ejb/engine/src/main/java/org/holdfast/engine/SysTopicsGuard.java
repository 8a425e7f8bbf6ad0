package org.holdfast.engine;

import org.holdfast.engine.access.Access;
import org.holdfast.engine.access.Authorizer;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * Prevents clients from publishing to topics under {@code $SYS}, except the one with their own connection state; the
 * host decides everything else.
 */
record SysTopicsGuard(Authorizer host) implements Authorizer {
    /** Returns the access of the host, with this guard. */
    static Access around(Access host) {
        return new Access(host.authenticator(), host.methods(), host.guard(), new SysTopicsGuard(host.authorizer()));
    }

    @Override
    public boolean mayPublish(String clientId, @Nullable String userName, TopicName topic) {
        return topic.isSys() ? topic.isConnectionStateOf(clientId) : host.mayPublish(clientId, userName, topic);
    }

    @Override
    public boolean mayRequestResponse(String clientId, @Nullable String userName, TopicName topic) {
        return !topic.isSys() && host.mayRequestResponse(clientId, userName, topic);
    }

    @Override
    public boolean maySubscribe(String clientId, @Nullable String userName, TopicFilter filter) {
        return host.maySubscribe(clientId, userName, filter);
    }
}
