package org.holdfast.mqtt;

/**
 * A message-driven bean that gets the messages of one or more Topic Filters.
 *
 * <pre>{@code
 * @MessageDriven(activationConfig = @ActivationConfigProperty(propertyName = "topicFilter", propertyValue = "site/+/meter"))
 * public class Meter implements MqttListener {
 *     public void onMessage(MqttMessage message) { ... }
 * }
 * }</pre>
 *
 * <p>Each message is delivered at least once: it is acknowledged after {@link #onMessage} has returned and the transaction of the
 * bean, if it has one, has been committed. When the method throws, or the transaction rolls back, the message comes again after a
 * pause, {@code redeliveryLimit} times, and goes to {@code deadLetterTopic} then. docs/applications.md lists all properties.
 */
public interface MqttListener {
    /**
     * A message has come.
     *
     * @param message with its topic, payload and properties; it may be kept
     * @throws Exception to have it again later
     */
    void onMessage(MqttMessage message) throws Exception;
}
