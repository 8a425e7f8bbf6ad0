package org.holdfast.engine.packet;

import java.util.List;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.message.RetainHandling;
import org.holdfast.engine.topic.TopicFilter;
import org.jspecify.annotations.Nullable;

/**
 * SUBSCRIBE (section 3.8).
 *
 * @param subscriptionIdentifier 0 when there is none
 */
public record Subscribe(int packetId, int subscriptionIdentifier, List<Request> requests) implements ClientPacket {
    /**
     * One Topic Filter with its Subscription Options (section 3.8.3.1).
     *
     * @param filter null when it has more levels than the broker accepts
     */
    public record Request(
            @Nullable TopicFilter filter,
            QoS qos,
            boolean noLocal,
            boolean retainAsPublished,
            RetainHandling retainHandling) {
        private Request ofBridge() {
            boolean shared = filter != null && filter.isShared();
            return new Request(filter, qos, !shared, true, retainHandling); // [MQTT-3.8.3-4]
        }
    }

    /**
     * Returns this packet with the options that a bridge of MQTT 3.x needs and cannot set: No Local, so that no message
     * returns to its origin, and Retain As Published, so that retained messages stay retained at the other end.
     */
    public Subscribe ofBridge() {
        return new Subscribe(
                packetId,
                subscriptionIdentifier,
                requests.stream().map(Request::ofBridge).toList());
    }

    @Override
    public <C> void accept(Visitor<C> visitor, C context) {
        visitor.subscribe(context, this);
    }
}
