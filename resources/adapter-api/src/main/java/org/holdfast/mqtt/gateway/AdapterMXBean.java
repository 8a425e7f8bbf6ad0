package org.holdfast.mqtt.gateway;

/** The resource adapter, in the MBean server as {@code org.holdfast:type=Adapter} for as long as it is started. There is one in a JVM. */
public interface AdapterMXBean {
    /**
     * How many message-driven beans it serves.
     *
     * @return those of all applications
     */
    int getEndpointCount();
}
