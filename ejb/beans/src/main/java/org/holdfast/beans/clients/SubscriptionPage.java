package org.holdfast.beans.clients;

import java.util.List;

/**
 * A page of the requested subscriptions.
 *
 * @param subscriptions in the order of their filters, then of their clients
 * @param total the number of all requested subscriptions
 */
public record SubscriptionPage(List<SubscriptionView> subscriptions, long total) {}
