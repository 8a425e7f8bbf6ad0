package org.holdfast.beans.transfer;

import org.holdfast.engine.message.Message;
import org.holdfast.engine.topic.TopicName;

/** A target that accepts everything and stores nothing: for a dry run, in place of a broker. */
public final class NoTarget implements MessageTarget {
    private long good;

    @Override
    public void put(String origin, Message message, Refusals refusals) {
        good++;
    }

    @Override
    public void clear(TopicName topic) {
        good++;
    }

    @Override
    public void finish(Refusals refusals) {
        // nothing was begun
    }

    @Override
    public String outcome() {
        return "good " + good;
    }

    @Override
    public long abandon() {
        return 0;
    }

    @Override
    public void close() {
        // nothing is open
    }
}
