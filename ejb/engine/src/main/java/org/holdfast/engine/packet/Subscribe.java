package org.holdfast.engine.packet;

import java.util.List;
import org.holdfast.engine.topic.TopicFilter;
import org.jspecify.annotations.Nullable;

/**
 * SUBSCRIBE (section 3.8).
 *
 * @param subscriptionIdentifier 0 when there is none
 */
public record Subscribe(int packetId, int subscriptionIdentifier, List<Request> requests) implements Packet {
    /**
     * One Topic Filter with its Subscription Options (section 3.8.3.1).
     *
     * @param filter null when it has more levels than filters may have here
     */
    public record Request(
            @Nullable TopicFilter filter,
            QoS qos,
            boolean noLocal,
            boolean retainAsPublished,
            RetainHandling retainHandling) {}
}
