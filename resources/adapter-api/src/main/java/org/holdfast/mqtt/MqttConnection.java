package org.holdfast.mqtt;

import java.time.Duration;

/**
 * Publishes. Belongs to one thread; to be closed, which gives it back to the pool.
 *
 * <p>Outside of a transaction a message leaves at once, and {@code publish} returns when the broker has acknowledged it: a retained
 * message of QoS 1 or 2 is on disk then. Inside a JTA transaction it leaves when that is committed, and never when it is rolled back.
 */
public interface MqttConnection extends AutoCloseable {
    /**
     * Publishes a message without properties.
     *
     * @param topic the Topic Name
     * @param payload the payload; it must not be changed afterwards
     * @param qos how hard to try; at {@link QoS#AT_MOST_ONCE} the method does not wait for a remote broker
     * @param retain whether the topic is to keep the message
     * @throws MqttException when the broker refuses it or does not answer
     * @throws IllegalArgumentException if the topic is not a Topic Name
     */
    default void publish(String topic, byte[] payload, QoS qos, boolean retain) throws MqttException {
        publish(topic, payload, qos, retain, MqttProperties.NONE);
    }

    /**
     * Publishes a message.
     *
     * @param topic the Topic Name
     * @param payload the payload; it must not be changed afterwards
     * @param qos how hard to try; at {@link QoS#AT_MOST_ONCE} the method does not wait for a remote broker
     * @param retain whether the topic is to keep the message
     * @param properties what its receivers get with it
     * @throws MqttException when the broker refuses it or does not answer
     * @throws IllegalArgumentException if the topic is not a Topic Name
     */
    void publish(String topic, byte[] payload, QoS qos, boolean retain, MqttProperties properties) throws MqttException;

    /**
     * Publishes a request at QoS 1 with a Response Topic and Correlation Data of this connection's, and awaits the answer (section
     * 4.10). It leaves at once, also inside a transaction: nobody could answer one that waits for a commit.
     *
     * @param topic where somebody answers
     * @param payload the request
     * @param properties what goes with it, but for Response Topic and Correlation Data, which are set here
     * @param timeout how long to wait
     * @return the answer
     * @throws MqttException when nobody has subscribed to the topic, the broker refuses the request, or no answer comes in time
     */
    MqttMessage request(String topic, byte[] payload, MqttProperties properties, Duration timeout) throws MqttException;

    /**
     * Answers a request: publishes to its Response Topic, with its Correlation Data, at the QoS of the request.
     *
     * @param request what has been asked
     * @param payload the answer
     * @throws MqttException when the broker refuses it or does not answer
     * @throws IllegalArgumentException if the message has no Response Topic
     */
    default void reply(MqttMessage request, byte[] payload) throws MqttException {
        String responseTopic = request.properties().responseTopic();
        if (responseTopic == null) {
            throw new IllegalArgumentException("the message on " + request.topic() + " has no Response Topic");
        }
        MqttProperties.Builder properties = MqttProperties.builder();
        byte[] correlationData = request.properties().correlationData();
        if (correlationData != null) {
            properties.correlationData(correlationData);
        }
        publish(responseTopic, payload, request.qos(), false, properties.build());
    }

    /** Gives the connection back. What a transaction has published by it still leaves when that is committed. */
    @Override
    void close();
}
