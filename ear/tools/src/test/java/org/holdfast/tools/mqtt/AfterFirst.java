package org.holdfast.tools.mqtt;

import org.holdfast.beans.transfer.MessageTarget;
import org.holdfast.beans.transfer.Refusals;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.topic.TopicName;
import org.holdfast.tools.transfer.RecordingTarget;

/** Lets something happen once the second message has come. */
final class AfterFirst implements MessageTarget {
    private final RecordingTarget target;
    private final Runnable action;
    private boolean hasHappened;

    AfterFirst(RecordingTarget target, Runnable action) {
        this.target = target;
        this.action = action;
    }

    @Override
    public void put(String origin, Message message, Refusals refusals) {
        target.put(origin, message, refusals);
        if (target.messages().size() == 2 && !hasHappened) {
            hasHappened = true;
            action.run();
        }
    }

    @Override
    public void clear(TopicName topic) {
        target.clear(topic);
    }

    @Override
    public void finish(Refusals refusals) {
        target.finish(refusals);
    }

    @Override
    public String outcome() {
        return target.outcome();
    }

    @Override
    public long abandon() {
        return target.abandon();
    }

    @Override
    public void close() {
        target.close();
    }
}
