package org.holdfast.engine.handler;

import java.nio.charset.StandardCharsets;
import org.holdfast.engine.packet.Capabilities;
import org.holdfast.engine.packet.Redirection;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * What a CONNECT gets from this server.
 *
 * @param capabilities what clients may use
 * @param maximumKeepAlive the longest Keep Alive of MQTT 5.0 clients, in seconds, also of those that want none; 0 for any
 * @param responseTopicPrefix what the topics begin with that clients are given for responses; null when they get none
 * @param redirection where all clients are sent; null when they may stay
 */
public record ConnectConfig(
        Capabilities capabilities,
        int maximumKeepAlive,
        @Nullable String responseTopicPrefix,
        @Nullable Redirection redirection) {
    /** Everything, the clients' own Keep Alive, response topics under {@code response}, nobody sent away. */
    public static final ConnectConfig DEFAULT = new ConnectConfig(Capabilities.ALL, 0, "response", null);

    /** The Keep Alive that a client gets which asks for this one, both in seconds, 0 for none (section 3.2.2.3.14). */
    int grantedKeepAlive(int asked) {
        return maximumKeepAlive == 0 || (asked > 0 && asked <= maximumKeepAlive) ? asked : maximumKeepAlive;
    }

    /**
     * The part of the topic tree for responses to a client (section 3.2.2.3.15), or null. What could not stand in one level
     * of a Topic Name is escaped as in a URI, so that no two clients have the same.
     */
    @Nullable
    String responseInformation(String clientId) {
        if (responseTopicPrefix == null) {
            return null;
        }
        String topic = TopicName.child(responseTopicPrefix, TopicName.escapedLevel(clientId));
        return topic.getBytes(StandardCharsets.UTF_8).length > TopicName.MAXIMUM_LENGTH ? null : topic;
    }
}
