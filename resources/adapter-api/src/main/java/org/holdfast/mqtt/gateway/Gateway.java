package org.holdfast.mqtt.gateway;

/** Connects clients to one broker. Any thread. */
public interface Gateway {
    /**
     * Connects a client.
     *
     * @param options the options of the client
     * @param receiver receives the events of the connection
     * @return the connection, usable from {@link LinkReceiver#connected} on
     * @throws IllegalStateException when the broker has just stopped
     */
    Link connect(LinkOptions options, LinkReceiver receiver);
}
