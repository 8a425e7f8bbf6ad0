package org.holdfast.beans.topics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the retained messages that match a filter, in the order of their topics.
 *
 * @param messages in order
 * @param next the topic after which the next page begins; null for the last page
 */
public record RetainedPage(
        List<RetainedSummary> messages, @Nullable String next) {}
