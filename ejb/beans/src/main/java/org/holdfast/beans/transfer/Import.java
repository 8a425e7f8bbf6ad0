package org.holdfast.beans.transfer;

import java.io.IOException;
import java.time.Clock;
import java.util.function.Consumer;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.topic.TopicName;

/** One import: checks and counts what goes from the source to the target. Belongs to one thread. */
public final class Import implements Refusals {
    private final MessageTarget target;
    private final Clock clock;
    private final OnError onError;
    private final Consumer<String> report;
    private long expired;
    private long bad;
    private boolean isIncomplete;

    /** What a bad message does. */
    public enum OnError {
        /** It ends the import. */
        STOP,
        /** It is left out. */
        SKIP
    }

    /**
     * An import that has not begun.
     *
     * @param target where messages go; the caller closes it
     * @param clock the wall clock, by which messages expire
     * @param onError what a bad message does
     * @param report is told of each bad message, in a line
     */
    public Import(MessageTarget target, Clock clock, OnError onError, Consumer<String> report) {
        this.target = target;
        this.clock = clock;
        this.onError = onError;
        this.report = report;
    }

    /**
     * Does it.
     *
     * @throws IOException if the source cannot be read
     * @throws TransferException if the import has ended before its end
     */
    public void run(MessageSource source) throws IOException {
        source.readInto(this);
        target.finish(this);
    }

    /** The wall clock of this import, in milliseconds. */
    public long now() {
        return clock.millis();
    }

    /**
     * Takes a message from the source.
     *
     * @param origin where it stands, in words
     */
    public void add(String origin, Message message) {
        if (message.isExpired(now())) {
            expired++;
            return;
        }
        try {
            MessageRules.check(message);
        } catch (BadMessageException e) {
            refuse(origin, e.reason());
            return;
        }
        target.put(origin, message, this);
    }

    /** Forgets the message of a topic, which the source has cleared in the meantime. */
    public void clear(TopicName topic) {
        target.clear(topic);
    }

    @Override
    public void refuse(String origin, String reason) {
        bad++;
        report.accept(origin + ": " + reason);
        if (onError == OnError.STOP) {
            throw new TransferException(
                    "stopped at " + origin + ". Correct it, or skip such messages with --on-error skip.");
        }
    }

    /**
     * The source cannot be known to have given all messages. What has come is imported.
     *
     * @param what is missing, in a line
     */
    public void incomplete(String what) {
        isIncomplete = true;
        report.accept(what);
    }

    /** How many messages had expired before they came. */
    public long expired() {
        return expired;
    }

    /** How many messages were refused. */
    public long bad() {
        return bad;
    }

    /** Whether everything has been taken that has not expired. */
    public boolean isComplete() {
        return bad == 0 && !isIncomplete;
    }

    /** What became of the messages, in words. */
    public String summary() {
        return target.outcome() + ", expired " + expired + ", invalid " + bad;
    }
}
