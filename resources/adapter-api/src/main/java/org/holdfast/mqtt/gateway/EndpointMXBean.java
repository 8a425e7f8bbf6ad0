package org.holdfast.mqtt.gateway;

/**
 * The MXBean of a message-driven bean, registered as {@code org.holdfast:type=Endpoint,name="<bean>",client="<clientId>"}. The
 * broker in the same JVM shows these values in its console and its metrics.
 */
public interface EndpointMXBean {
    /**
     * Returns the name of the bean.
     *
     * @return application and class
     */
    String getName();

    /**
     * Returns the Client Identifier of the bean.
     *
     * @return the identifier, also while the bean is not connected
     */
    String getClientId();

    /**
     * Returns the broker of the bean.
     *
     * @return its URI, or {@code local}
     */
    String getServer();

    /**
     * Returns the Topic Filters that the bean subscribes to.
     *
     * @return the Topic Filters
     */
    String[] getFilters();

    /**
     * Returns the state of the bean's connection.
     *
     * @return WAITING, CONNECTING, ACTIVE or STOPPED
     */
    String getState();

    /**
     * Returns the last failure.
     *
     * @return a sentence, or an empty text if there is none
     */
    String getFailure();

    /**
     * Returns the number of messages that the adapter received for the bean and has not acknowledged.
     *
     * @return the current number
     */
    long getInFlight();

    /**
     * Returns the number of messages that the bean has processed.
     *
     * @return the number since the activation
     */
    long getDelivered();

    /**
     * Returns the number of delivery attempts after the first one.
     *
     * @return the number since the activation
     */
    long getRedelivered();

    /**
     * Returns the number of messages published to the dead letter topic.
     *
     * @return the number since the activation
     */
    long getDeadLettered();
}
