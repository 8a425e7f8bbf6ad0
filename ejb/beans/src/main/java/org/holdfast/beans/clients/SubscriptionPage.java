package org.holdfast.beans.clients;

import java.util.List;

/**
 * Some of the subscriptions that were asked for.
 *
 * @param subscriptions in the order of their filters, then of their clients
 * @param total how many there are in all
 */
public record SubscriptionPage(List<SubscriptionView> subscriptions, long total) {}
