package org.holdfast.mqtt.gateway;

/** The MXBean of the resource adapter, registered as {@code org.holdfast:type=Adapter} while started. One in a JVM. */
public interface AdapterMXBean {
    /**
     * Returns the number of active message-driven beans.
     *
     * @return the number in all applications
     */
    int getEndpointCount();
}
