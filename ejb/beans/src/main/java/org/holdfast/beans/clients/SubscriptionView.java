package org.holdfast.beans.clients;

import org.jspecify.annotations.Nullable;

/**
 * A subscription (section 3.8.3.1).
 *
 * @param clientId the Client Identifier of its client
 * @param filter as the client has given it, {@code $share/} included
 * @param shareName the group that shares it, or null
 * @param qos the Maximum QoS
 * @param noLocal whether messages of its own client are not delivered
 * @param retainAsPublished whether messages keep their RETAIN flag
 * @param retainHandling 0: retained messages are sent at each subscribe; 1: only when it is new; 2: never
 * @param identifier the Subscription Identifier, or null
 * @param connected whether the client is connected
 */
public record SubscriptionView(
        String clientId,
        String filter,
        @Nullable String shareName,
        int qos,
        boolean noLocal,
        boolean retainAsPublished,
        int retainHandling,
        @Nullable Integer identifier,
        boolean connected) {}
