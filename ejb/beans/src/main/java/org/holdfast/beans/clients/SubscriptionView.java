package org.holdfast.beans.clients;

import org.jspecify.annotations.Nullable;

/**
 * A subscription (section 3.8.3.1).
 *
 * @param clientId whose it is
 * @param filter as the client has given it, {@code $share/} included
 * @param shareName the group that shares it, or null
 * @param qos the highest QoS that it gets
 * @param noLocal whether it leaves out what its own client publishes
 * @param retainAsPublished whether messages keep their RETAIN flag
 * @param retainHandling 0: retained messages are sent when it begins; 1: only when it is new; 2: never
 * @param identifier the Subscription Identifier, or null
 * @param connected whether the client is there now
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
