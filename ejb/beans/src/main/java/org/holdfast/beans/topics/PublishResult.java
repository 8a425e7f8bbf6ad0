package org.holdfast.beans.topics;

/**
 * The result of publishing a message; when it is retained, it is committed, unless {@code holdfast.retained.acknowledge} is
 * {@code received}.
 *
 * @param topic its Topic Name
 * @param delivered whether the topic had subscribers
 * @param retained whether the message is retained
 */
public record PublishResult(String topic, boolean delivered, boolean retained) {}
