package org.holdfast.beans.topics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the retained messages that match a filter, in the order of their topics.
 *
 * @param messages in order
 * @param next the topic after which further ones come; null when there are none
 */
public record RetainedPage(
        List<RetainedSummary> messages, @Nullable String next) {}
