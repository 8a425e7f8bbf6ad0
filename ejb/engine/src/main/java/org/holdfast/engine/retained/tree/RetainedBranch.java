package org.holdfast.engine.retained.tree;

import org.jspecify.annotations.Nullable;

/**
 * A level of the topic tree with what is below it.
 *
 * @param level the name of the level; may be empty
 * @param topic all levels down to this one; may be empty, which is the topic of no message
 * @param message what the topic itself keeps, or null
 * @param hasChildren whether there are levels below
 * @param count how many topics keep a message, this one and all below
 * @param bytes about how many bytes of heap those messages hold
 */
public record RetainedBranch(
        String level, String topic, @Nullable RetainedMessage message, boolean hasChildren, long count, long bytes) {}
