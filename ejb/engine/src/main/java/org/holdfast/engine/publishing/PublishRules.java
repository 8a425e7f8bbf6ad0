package org.holdfast.engine.publishing;

import org.holdfast.engine.access.Authorizer;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.packet.Capabilities;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * The rules for what clients may publish. Any thread.
 *
 * @param offered the features that the server offers to all clients
 * @param maximumTopicLevels how many levels a Topic Name may have
 * @param authorizer the permissions of each client
 */
public record PublishRules(Capabilities offered, int maximumTopicLevels, Authorizer authorizer) {
    /** Returns why no client may use this QoS or RETAIN, which CONNACK has announced; null when all may. */
    public @Nullable Denial denial(QoS qos, boolean retain) {
        if (qos.compareTo(offered.maximumQos()) > 0) {
            return new Denial(
                    ReasonCode.QOS_NOT_SUPPORTED,
                    "the maximum QoS is " + offered.maximumQos().value()); // [MQTT-3.2.2-11]
        }
        if (retain && !offered.retain()) {
            return new Denial(
                    ReasonCode.RETAIN_NOT_SUPPORTED, "retained messages are not available"); // [MQTT-3.2.2-14]
        }
        return null;
    }

    /** Returns why a client may not publish to a topic with these properties; null when it may. */
    public @Nullable Denial denial(String clientId, @Nullable String userName, TopicName topic, Properties properties) {
        if (topic.isDeeperThan(maximumTopicLevels)) {
            return new Denial(
                    ReasonCode.TOPIC_NAME_INVALID, "a Topic Name must have at most " + maximumTopicLevels + " levels");
        }
        if (!authorizer.mayPublish(clientId, userName, topic)) {
            return new Denial(ReasonCode.NOT_AUTHORIZED, "not authorized to publish to this topic");
        }
        String responseTopic = properties.responseTopic();
        return responseTopic == null ? null : denial(clientId, userName, responseTopic);
    }

    private @Nullable Denial denial(String clientId, @Nullable String userName, String responseTopic) {
        return authorizer.mayRequestResponse(clientId, userName, TopicName.of(responseTopic))
                ? null
                : new Denial(ReasonCode.NOT_AUTHORIZED, "not authorized to name this Response Topic");
    }
}
