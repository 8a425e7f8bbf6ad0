package org.holdfast.engine.access;

import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/** Decides what a client may publish and subscribe to (section 5.4.2). Called on event loops: it must not block. */
public interface Authorizer {
    Authorizer EVERYTHING = new Authorizer() {
        @Override
        public boolean mayPublish(String clientId, @Nullable String userName, TopicName topic) {
            return true;
        }

        @Override
        public boolean maySubscribe(String clientId, @Nullable String userName, TopicFilter filter) {
            return true;
        }
    };

    /**
     * Whether the client may publish to the topic. Not called for topics under {@code $SYS}, where each client may
     * publish only to its {@link TopicName#isConnectionStateOf connection state}.
     */
    boolean mayPublish(String clientId, @Nullable String userName, TopicName topic);

    /**
     * Whether the client may name this Response Topic (section 4.10): whoever answers publishes there in the client's place. Not
     * called for topics under {@code $SYS}, which nobody may name.
     */
    default boolean mayRequestResponse(String clientId, @Nullable String userName, TopicName topic) {
        return mayPublish(clientId, userName, topic);
    }

    /** Whether the client may subscribe to the filter. */
    boolean maySubscribe(String clientId, @Nullable String userName, TopicFilter filter);
}
