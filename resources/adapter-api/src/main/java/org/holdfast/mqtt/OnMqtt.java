package org.holdfast.mqtt;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a public method of an {@link MqttTopicListener}, with an {@link MqttMessage} as its only parameter, as the handler of a
 * Topic Filter.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OnMqtt {
    /**
     * The Topic Filter (section 4.7).
     *
     * @return the filter, for example {@code site/+/meter}
     */
    String value();

    /**
     * The maximum QoS of the messages.
     *
     * @return the Maximum QoS of the subscription
     */
    QoS qos() default QoS.AT_LEAST_ONCE;
}
