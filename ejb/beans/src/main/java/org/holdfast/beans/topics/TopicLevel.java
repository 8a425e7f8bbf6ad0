package org.holdfast.beans.topics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the levels directly below a topic.
 *
 * @param branches in order
 * @param next the level after which the next page begins; null for the last page
 */
public record TopicLevel(
        List<TopicBranch> branches, @Nullable String next) {}
