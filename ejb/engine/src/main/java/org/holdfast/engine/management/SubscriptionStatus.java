package org.holdfast.engine.management;

import org.holdfast.engine.message.QoS;
import org.holdfast.engine.message.RetainHandling;
import org.holdfast.engine.topic.TopicFilter;

/**
 * A subscription (section 3.8.3.1).
 *
 * @param clientId the Client Identifier of the subscriber
 * @param filter with its Share Name, when it is shared
 * @param identifier the Subscription Identifier; 0 for none
 * @param isConnected whether the client is connected now
 */
public record SubscriptionStatus(
        String clientId,
        TopicFilter filter,
        QoS qos,
        boolean noLocal,
        boolean retainAsPublished,
        RetainHandling retainHandling,
        int identifier,
        boolean isConnected) {}
