package org.holdfast.tools.transfer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.holdfast.beans.transfer.MessageTarget;
import org.holdfast.beans.transfer.Refusals;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.topic.TopicName;

/** Remembers what it was given. */
public final class RecordingTarget implements MessageTarget {
    private final Map<String, Message> messages = new LinkedHashMap<>();
    private boolean isFinished;

    /** What was put in, by topic. */
    public Map<String, Message> messages() {
        return messages;
    }

    /** What was put in for a topic. */
    public Message message(String topic) {
        Message message = messages.get(topic);
        if (message == null) {
            throw new NoSuchElementException(topic + " is not among " + messages.keySet());
        }
        return message;
    }

    /** Whether the import has come to its end. */
    public boolean isFinished() {
        return isFinished;
    }

    @Override
    public void put(String origin, Message message, Refusals refusals) {
        messages.put(message.topic().value(), message);
    }

    @Override
    public void clear(TopicName topic) {
        messages.remove(topic.value());
    }

    @Override
    public void finish(Refusals refusals) {
        isFinished = true;
    }

    @Override
    public String outcome() {
        return "recorded " + messages.size();
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
