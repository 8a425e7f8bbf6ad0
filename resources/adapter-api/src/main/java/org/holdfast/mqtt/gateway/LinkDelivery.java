package org.holdfast.mqtt.gateway;

/** A message for a subscriber, who will acknowledge it. */
public interface LinkDelivery extends Envelope {
    /** The subscriber is through with it: there is room for another. Once, by any thread; of no use after the link has closed. */
    void acknowledge();
}
