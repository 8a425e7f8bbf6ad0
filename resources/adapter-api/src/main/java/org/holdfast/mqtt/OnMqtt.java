package org.holdfast.mqtt;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a public method of an {@link MqttTopicListener} with one parameter, an {@link MqttMessage}: what it is to be called for. */
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
     * The most at which messages are to come.
     *
     * @return the Maximum QoS of the subscription
     */
    QoS qos() default QoS.AT_LEAST_ONCE;
}
