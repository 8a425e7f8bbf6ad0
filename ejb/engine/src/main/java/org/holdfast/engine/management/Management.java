package org.holdfast.engine.management;

/**
 * The management of the broker.
 *
 * @param topics retained messages and publishing
 * @param clients clients and their subscriptions
 */
public record Management(TopicManagement topics, ClientManagement clients) {}
