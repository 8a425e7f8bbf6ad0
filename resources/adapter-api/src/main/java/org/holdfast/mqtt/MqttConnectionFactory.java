package org.holdfast.mqtt;

/**
 * A connection factory. The container creates one for each resource, and pools its connections.
 *
 * <pre>{@code
 * @Resource(lookup = "java:global/holdfast/mqtt")
 * private MqttConnectionFactory factory;
 *
 * void report(byte[] reading) throws MqttException {
 *     try (MqttConnection connection = factory.getConnection()) {
 *         connection.publish("site/7/meter", reading, QoS.AT_LEAST_ONCE, true);
 *     }
 * }
 * }</pre>
 */
public interface MqttConnectionFactory {
    /**
     * Returns a connection, usually one of the pool: getting and closing it for each message is cheap.
     *
     * @return a connection, to be closed by the caller
     * @throws MqttException when the broker does not run or cannot be reached, or the pool is exhausted
     */
    MqttConnection getConnection() throws MqttException;
}
