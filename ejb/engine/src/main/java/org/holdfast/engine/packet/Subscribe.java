package org.holdfast.engine.packet;

import java.util.List;

/**
 * SUBSCRIBE (section 3.8).
 *
 * @param subscriptionIdentifier 0 when there is none
 */
public record Subscribe(int packetId, int subscriptionIdentifier, List<Request> requests) implements Packet {
    /**
     * One Topic Filter with its Subscription Options (section 3.8.3.1).
     *
     * @param filter as the client wrote it; it may not be a filter at all
     */
    public record Request(
            String filter, QoS qos, boolean noLocal, boolean retainAsPublished, RetainHandling retainHandling) {}
}
