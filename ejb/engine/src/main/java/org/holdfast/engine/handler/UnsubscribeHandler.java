package org.holdfast.engine.handler;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.packet.UnsubAck;
import org.holdfast.engine.packet.Unsubscribe;
import org.holdfast.engine.routing.SubscriptionTree;
import org.holdfast.engine.topic.TopicFilter;
import org.jspecify.annotations.Nullable;

/** Handles UNSUBSCRIBE (section 3.10). */
final class UnsubscribeHandler {
    private final SubscriptionTree subscriptions;

    UnsubscribeHandler(SubscriptionTree subscriptions) {
        this.subscriptions = subscriptions;
    }

    void handle(Client client, Unsubscribe unsubscribe) {
        List<ReasonCode> reasons = new ArrayList<>();
        for (TopicFilter filter : unsubscribe.filters()) {
            reasons.add(remove(client, filter));
        }
        client.whenCommitted(
                () -> client.outbound().send(new UnsubAck(unsubscribe.packetId(), reasons))); // [MQTT-3.10.4-4]
    }

    private ReasonCode remove(Client client, @Nullable TopicFilter filter) {
        if (filter == null) {
            return ReasonCode.TOPIC_FILTER_INVALID;
        }
        if (!client.session().subscriptions().remove(filter)) {
            return ReasonCode.NO_SUBSCRIPTION_EXISTED;
        }
        subscriptions.remove(client.session(), filter);
        return ReasonCode.SUCCESS;
    }
}
