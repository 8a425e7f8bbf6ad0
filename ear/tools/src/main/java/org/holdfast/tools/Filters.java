package org.holdfast.tools;

import org.holdfast.beans.transfer.TransferException;
import org.holdfast.engine.topic.TopicFilter;

/** Parses Topic Filters from the command line. */
final class Filters {
    private Filters() {}

    /**
     * Parses a Topic Filter.
     *
     * @throws TransferException if it is invalid, or shared: retained messages are not sent to shared subscriptions
     */
    static TopicFilter parse(String text) {
        try {
            TopicFilter filter = TopicFilter.of(text);
            if (filter.isShared()) {
                throw new TransferException(
                        "--filter '" + text + "' is the filter of a shared subscription. Leave out $share.");
            }
            return filter;
        } catch (IllegalArgumentException e) {
            throw new TransferException("--filter '" + text + "': " + e.getMessage() + ".", e);
        }
    }
}
