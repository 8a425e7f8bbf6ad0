package org.holdfast.mqtt.gateway;

/** A way to a broker. Any thread. */
public interface Gateway {
    /**
     * Connects a client.
     *
     * @param options what it says of itself
     * @param receiver hears what comes of it
     * @return the connection, of use when the receiver has been told that it is connected
     * @throws IllegalStateException when the broker has just stopped
     */
    Link connect(LinkOptions options, LinkReceiver receiver);
}
