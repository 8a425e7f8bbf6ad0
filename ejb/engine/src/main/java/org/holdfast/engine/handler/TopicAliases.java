package org.holdfast.engine.handler;

import org.holdfast.engine.message.MqttException;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.packet.Publish;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/** The Topic Aliases that a client has set on its connection (section 3.3.2.3.4). Owned by the connection's event loop. */
final class TopicAliases {
    private final int maximum;
    private @Nullable TopicName @Nullable [] names;

    TopicAliases(int maximum) {
        this.maximum = maximum;
    }

    /** Returns the Topic Name of a PUBLISH, from the packet or its Topic Alias. */
    TopicName resolve(Publish publish) {
        int alias = publish.topicAlias();
        TopicName topic = publish.topic();
        if (alias == 0) {
            if (topic == null) {
                throw MqttException.protocolError("PUBLISH has neither a Topic Name nor a Topic Alias");
            }
            return topic;
        }
        if (alias > maximum) {
            throw new MqttException(
                    ReasonCode.TOPIC_ALIAS_INVALID,
                    "Topic Alias " + alias + " exceeds the maximum of " + maximum); // [MQTT-3.3.2-9]
        }
        return topic == null ? known(alias) : set(alias, topic);
    }

    private TopicName known(int alias) {
        TopicName topic = names == null ? null : names[alias];
        if (topic == null) {
            throw MqttException.protocolError("Topic Alias " + alias + " has not been set on this connection");
        }
        return topic;
    }

    private TopicName set(int alias, TopicName topic) {
        if (names == null) {
            names = new @Nullable TopicName[maximum + 1];
        }
        names[alias] = topic;
        return topic;
    }
}
