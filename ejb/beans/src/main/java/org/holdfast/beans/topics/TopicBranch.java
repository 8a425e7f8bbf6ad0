package org.holdfast.beans.topics;

/**
 * A level of the topic tree.
 *
 * @param level its name; may be empty
 * @param topic all levels down to this one
 * @param hasMessage whether the topic itself has a retained message
 * @param hasChildren whether there are levels below
 * @param count how many topics have a retained message, this one and all below
 * @param bytes the approximate memory of those messages, in bytes
 */
public record TopicBranch(
        String level, String topic, boolean hasMessage, boolean hasChildren, long count, long bytes) {}
