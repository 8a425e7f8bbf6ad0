package org.holdfast.tools;

import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.tools.transfer.ToolException;

/** Topic Filters from the command line. */
final class Filters {
    private Filters() {}

    /**
     * Reads one.
     *
     * @throws ToolException if it is none, or shared: retained messages are not sent to shared subscriptions
     */
    static TopicFilter parse(String text) {
        try {
            TopicFilter filter = TopicFilter.of(text);
            if (filter.isShared()) {
                throw new ToolException("--filter '" + text + "' is that of a shared subscription: leave out $share.");
            }
            return filter;
        } catch (IllegalArgumentException e) {
            throw new ToolException("--filter '" + text + "': " + e.getMessage() + ".", e);
        }
    }
}
