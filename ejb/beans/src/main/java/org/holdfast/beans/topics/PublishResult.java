package org.holdfast.beans.topics;

/**
 * A message that has been published; when it is retained, it is committed, unless {@code holdfast.retained.acknowledge} is
 * {@code received}.
 *
 * @param topic its Topic Name
 * @param delivered whether anybody had subscribed
 * @param retained whether its topic keeps it
 */
public record PublishResult(String topic, boolean delivered, boolean retained) {}
