package org.holdfast.mqtt.gateway;

/** A message delivered to a subscriber, which must acknowledge it. */
public interface LinkDelivery extends Envelope {
    /**
     * Acknowledges the message, which makes room for another. Once, by any thread; without effect after the link has closed.
     */
    void acknowledge();
}
