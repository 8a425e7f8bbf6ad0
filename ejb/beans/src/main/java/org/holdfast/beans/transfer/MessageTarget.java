package org.holdfast.beans.transfer;

import org.holdfast.engine.message.Message;
import org.holdfast.engine.topic.TopicName;

/** The target of the messages of an import. Belongs to one thread. */
public interface MessageTarget extends AutoCloseable {
    /**
     * Adds a message; the last one of a topic is kept. A rejection may be reported later.
     *
     * @param origin its place in the source, in words
     * @throws RuntimeException if no more messages can be added
     */
    void put(String origin, Message message, Refusals refusals);

    /** Removes what was added for a topic. */
    void clear(TopicName topic);

    /** Makes everything that was added permanent. */
    void finish(Refusals refusals);

    /** Returns the outcome in words, after {@link #finish}. */
    String outcome();

    /** Abandons the import; returns how many messages remain in the target. */
    long abandon();

    @Override
    void close();
}
