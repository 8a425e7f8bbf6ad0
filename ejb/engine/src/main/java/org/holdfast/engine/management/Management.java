package org.holdfast.engine.management;

/**
 * The two doors for those who manage the broker.
 *
 * @param topics what is retained and published
 * @param clients who is there, and what for
 */
public record Management(TopicManagement topics, ClientManagement clients) {}
