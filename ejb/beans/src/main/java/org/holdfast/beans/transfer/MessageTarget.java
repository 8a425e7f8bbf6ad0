package org.holdfast.beans.transfer;

import org.holdfast.engine.message.Message;
import org.holdfast.engine.topic.TopicName;

/** Where the messages of an import go. Belongs to one thread. */
public interface MessageTarget extends AutoCloseable {
    /**
     * Takes a message; the last one of a topic stays. One that is refused may be told of later.
     *
     * @param origin where it stands, in words
     * @throws RuntimeException if no more can be taken
     */
    void put(String origin, Message message, Refusals refusals);

    /** Forgets what has been put in for a topic. */
    void clear(TopicName topic);

    /** Makes everything that was put in last. */
    void finish(Refusals refusals);

    /** What became of the messages, in words, after {@link #finish}. */
    String outcome();

    /** Ends before the end; returns how many messages stay where they have been put. */
    long abandon();

    @Override
    void close();
}
