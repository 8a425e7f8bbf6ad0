package org.holdfast.engine.retained;

import java.util.Map;

/**
 * The status of the retained messages.
 *
 * @param count the number of retained messages
 * @param bytes the approximate bytes of heap of those messages and their tree
 * @param waitingTopics the number of changed topics that are not committed yet
 * @param waitingBytes the approximate bytes of heap of their changes
 * @param expired the number of messages that were cleared because they had expired
 * @param refused the number of messages that were not retained, by reason; reasons that did not occur are absent
 */
public record RetainedStatus(
        long count, long bytes, int waitingTopics, long waitingBytes, long expired, Map<Refusal, Long> refused) {}
