package org.holdfast.mqtt;

/**
 * The listener interface of a message-driven bean that receives the messages of one or more Topic Filters.
 *
 * <pre>{@code
 * @MessageDriven(activationConfig = @ActivationConfigProperty(propertyName = "topicFilter", propertyValue = "site/+/meter"))
 * public class Meter implements MqttListener {
 *     public void onMessage(MqttMessage message) { ... }
 * }
 * }</pre>
 *
 * <p>Each message is delivered at least once: it is acknowledged after {@link #onMessage} has returned and the transaction of the
 * bean, if it has one, has been committed. When the method throws, or the transaction rolls back, the message is redelivered after
 * a pause, at most {@code redeliveryLimit} times, and then published to {@code deadLetterTopic}; without that topic it is
 * redelivered without limit. docs/applications.md lists all properties.
 */
public interface MqttListener {
    /**
     * Handles a message.
     *
     * @param message the message with topic, payload and properties; the bean may keep it
     * @throws Exception to have the message redelivered later
     */
    void onMessage(MqttMessage message) throws Exception;
}
