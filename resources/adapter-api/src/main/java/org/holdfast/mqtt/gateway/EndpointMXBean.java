package org.holdfast.mqtt.gateway;

/**
 * How a message-driven bean fares, in the MBean server as {@code org.holdfast:type=Endpoint,name=<bean>}. The broker in the same JVM
 * shows the same on its console and among its metrics.
 */
public interface EndpointMXBean {
    /**
     * The bean.
     *
     * @return application and class
     */
    String getName();

    /**
     * Its Client Identifier.
     *
     * @return also when it is not connected
     */
    String getClientId();

    /**
     * The broker.
     *
     * @return its URI, or {@code local}
     */
    String getServer();

    /**
     * What it subscribes to.
     *
     * @return the Topic Filters
     */
    String[] getFilters();

    /**
     * How far it is.
     *
     * @return WAITING, CONNECTING, ACTIVE or STOPPED
     */
    String getState();

    /**
     * What has gone wrong last.
     *
     * @return a sentence, or an empty text while all is well
     */
    String getFailure();

    /**
     * Messages that the adapter has got for the bean and that are not acknowledged.
     *
     * @return their number now
     */
    long getInFlight();

    /**
     * Messages that the bean was through with.
     *
     * @return their number since the activation
     */
    long getDelivered();

    /**
     * Attempts after the first one.
     *
     * @return their number since the activation
     */
    long getRedelivered();

    /**
     * Messages that went to the dead letter topic.
     *
     * @return their number since the activation
     */
    long getDeadLettered();
}
