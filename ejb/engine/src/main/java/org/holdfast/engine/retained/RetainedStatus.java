package org.holdfast.engine.retained;

import java.util.Map;

/**
 * The status of the retained messages.
 *
 * @param count how many topics keep a message
 * @param bytes about how many bytes of heap those messages hold
 * @param waitingTopics how many changed topics are not committed yet
 * @param waitingBytes about how many bytes of heap their changes hold
 * @param expired how many messages have been cleared because they had expired
 * @param refused how many publishes were not retained, by the reason; reasons that did not occur are not in it
 */
public record RetainedStatus(
        long count, long bytes, int waitingTopics, long waitingBytes, long expired, Map<Refusal, Long> refused) {}
