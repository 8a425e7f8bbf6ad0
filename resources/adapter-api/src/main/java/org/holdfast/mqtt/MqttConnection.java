package org.holdfast.mqtt;

import java.time.Duration;

/**
 * A connection handle that publishes messages. Belongs to one thread. Close it to return the connection to the pool.
 *
 * <p>Outside of a transaction a message is sent at once, and {@code publish} returns when the broker has acknowledged it: a
 * retained message of QoS 1 or 2 is on disk then. Inside a JTA transaction it is sent after the commit, and discarded by a
 * rollback.
 */
public interface MqttConnection extends AutoCloseable {
    /**
     * Publishes a message without properties.
     *
     * @param topic the Topic Name
     * @param payload the payload; it must not be changed afterwards
     * @param qos the QoS; at {@link QoS#AT_MOST_ONCE} the method does not wait for a remote broker
     * @param retain whether the broker retains the message
     * @throws MqttException when the broker rejects the message or does not answer
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
     * @param qos the QoS; at {@link QoS#AT_MOST_ONCE} the method does not wait for a remote broker
     * @param retain whether the broker retains the message
     * @param properties the properties that its receivers get
     * @throws MqttException when the broker rejects the message or does not answer
     * @throws IllegalArgumentException if the topic is not a Topic Name
     */
    void publish(String topic, byte[] payload, QoS qos, boolean retain, MqttProperties properties) throws MqttException;

    /**
     * Publishes a request at QoS 1 with a Response Topic and Correlation Data of this connection, and waits for the response
     * (section 4.10). The request is sent at once, also inside a transaction: nobody could answer one that waits for a commit.
     *
     * @param topic the Topic Name for the request
     * @param payload the payload of the request
     * @param properties the properties of the request, except Response Topic and Correlation Data, which are set here
     * @param timeout how long to wait for the response
     * @return the response
     * @throws MqttException when the topic has no subscribers, the broker rejects the request, no response arrives in time, or the
     *     connection uses MQTT 3.1.1
     */
    MqttMessage request(String topic, byte[] payload, MqttProperties properties, Duration timeout) throws MqttException;

    /**
     * Publishes the response to a request: to its Response Topic, with its Correlation Data, at its QoS.
     *
     * @param request the request
     * @param payload the payload of the response
     * @throws MqttException when the broker rejects the message or does not answer
     * @throws IllegalArgumentException if the request has no Response Topic
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

    /** Returns the connection to the pool. Messages of a transaction are still sent after its commit. */
    @Override
    void close();
}
