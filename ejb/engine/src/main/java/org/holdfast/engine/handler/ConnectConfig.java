package org.holdfast.engine.handler;

import java.nio.charset.StandardCharsets;
import org.holdfast.engine.packet.Capabilities;
import org.holdfast.engine.packet.Redirection;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of the answer to CONNECT.
 *
 * @param capabilities what clients may use
 * @param maximumKeepAlive the maximum Keep Alive of MQTT 5.0 clients, in seconds, also of those without one; 0: no maximum
 * @param responseTopicPrefix the prefix of the topics that clients are given for responses; null: they get none
 * @param redirection the redirection of all clients; null: none
 */
public record ConnectConfig(
        Capabilities capabilities,
        int maximumKeepAlive,
        @Nullable String responseTopicPrefix,
        @Nullable Redirection redirection) {
    /** All features, the clients' own Keep Alive, response topics under {@code response}, no redirection. */
    public static final ConnectConfig DEFAULT = new ConnectConfig(Capabilities.ALL, 0, "response", null);

    /** Returns the Keep Alive that is granted for a requested one, both in seconds, 0 for none (section 3.2.2.3.14). */
    int grantedKeepAlive(int asked) {
        return maximumKeepAlive == 0 || (asked > 0 && asked <= maximumKeepAlive) ? asked : maximumKeepAlive;
    }

    /**
     * Returns the part of the topic tree for responses to a client (section 3.2.2.3.15), or null. Its Client Identifier
     * is escaped to one level of a Topic Name, so that no two clients have the same.
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
