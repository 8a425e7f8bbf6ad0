package org.holdfast.beans.topics;

/**
 * A level of the topic tree.
 *
 * @param level its name; may be empty
 * @param topic all levels down to this one
 * @param hasMessage whether the topic itself keeps a message
 * @param hasChildren whether there are levels below
 * @param count how many topics keep a message, this one and all below
 * @param bytes about how many bytes of memory those messages take
 */
public record TopicBranch(
        String level, String topic, boolean hasMessage, boolean hasChildren, long count, long bytes) {}
