package org.holdfast.beans.topics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Levels right below a topic.
 *
 * @param branches in order
 * @param next the level after which further ones come; null when there are none
 */
public record TopicLevel(
        List<TopicBranch> branches, @Nullable String next) {}
