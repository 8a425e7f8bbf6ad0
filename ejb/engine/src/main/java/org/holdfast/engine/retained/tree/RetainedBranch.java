package org.holdfast.engine.retained.tree;

import org.jspecify.annotations.Nullable;

/**
 * A level of the topic tree, with the totals of the levels below it.
 *
 * @param level the name of the level; may be empty
 * @param topic all levels down to this one; may be empty, which is the topic of no message
 * @param message the retained message of the topic itself, or null
 * @param hasChildren whether there are levels below
 * @param count the number of retained messages, at this level and below
 * @param bytes the approximate bytes of heap of those messages
 */
public record RetainedBranch(
        String level, String topic, @Nullable RetainedMessage message, boolean hasChildren, long count, long bytes) {}
