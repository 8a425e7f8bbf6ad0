package org.holdfast.engine.handler;

import org.holdfast.engine.access.Authorizer;
import org.holdfast.engine.packet.Capabilities;
import org.holdfast.engine.packet.MqttException;
import org.holdfast.engine.packet.QoS;
import org.holdfast.engine.packet.ReasonCode;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * What may be published, by a packet or without one. Any thread.
 *
 * @param offered what clients may do at all
 * @param authorizer what each of them may do
 */
public record PublishRules(Capabilities offered, Authorizer authorizer) {
    /**
     * Checks what the server offers.
     *
     * @throws MqttException when it does not offer this QoS, or to retain
     */
    public void checkOffered(QoS qos, boolean retain) {
        if (qos.compareTo(offered.maximumQos()) > 0) {
            throw new MqttException(
                    ReasonCode.QOS_NOT_SUPPORTED,
                    "the maximum QoS is " + offered.maximumQos().value()); // [MQTT-3.2.2-11]
        }
        if (retain && !offered.retain()) {
            throw new MqttException(
                    ReasonCode.RETAIN_NOT_SUPPORTED, "messages are not retained here"); // [MQTT-3.2.2-14]
        }
    }

    /**
     * Checks the topic.
     *
     * @throws MqttException when it is too deep, or not for this client
     */
    public void checkTopic(String clientId, @Nullable String userName, TopicName topic) {
        if (topic.isTooDeep()) {
            throw new MqttException(ReasonCode.TOPIC_NAME_INVALID, "the Topic Name has too many levels");
        }
        if (!authorizer.mayPublish(clientId, userName, topic)) {
            throw new MqttException(ReasonCode.NOT_AUTHORIZED, "not authorized to publish to this topic");
        }
    }
}
