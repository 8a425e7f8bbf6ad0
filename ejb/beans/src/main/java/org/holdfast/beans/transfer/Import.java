package org.holdfast.beans.transfer;

import java.io.IOException;
import java.time.Clock;
import java.util.function.Consumer;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.topic.TopicName;

/** One import: checks and counts the messages from the source to the target. Belongs to one thread. */
public final class Import implements Refusals {
    private final MessageTarget target;
    private final Clock clock;
    private final OnError onError;
    private final Consumer<String> report;
    private long expired;
    private long bad;
    private boolean isIncomplete;

    /** What to do with an invalid message. */
    public enum OnError {
        /** It ends the import. */
        STOP,
        /** It is skipped. */
        SKIP
    }

    /**
     * Creates an import.
     *
     * @param target the target of the messages; the caller closes it
     * @param clock the wall clock, by which messages expire
     * @param onError what to do with an invalid message
     * @param report receives a line for each invalid message
     */
    public Import(MessageTarget target, Clock clock, OnError onError, Consumer<String> report) {
        this.target = target;
        this.clock = clock;
        this.onError = onError;
        this.report = report;
    }

    /**
     * Runs the import.
     *
     * @throws IOException if the source cannot be read
     * @throws TransferException if the import has stopped early
     */
    public void run(MessageSource source) throws IOException {
        source.readInto(this);
        target.finish(this);
    }

    /** Returns the wall clock of this import, in milliseconds. */
    public long now() {
        return clock.millis();
    }

    /**
     * Adds a message of the source.
     *
     * @param origin its place in the source, in words
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

    /** Removes the message of a topic, which the source has cleared in the meantime. */
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
     * Reports that messages of the source may be missing. Those received are imported.
     *
     * @param what a line that says what is missing
     */
    public void incomplete(String what) {
        isIncomplete = true;
        report.accept(what);
    }

    /** Returns how many messages had already expired. */
    public long expired() {
        return expired;
    }

    /** Returns how many messages were rejected. */
    public long bad() {
        return bad;
    }

    /** Whether all messages that had not expired were imported. */
    public boolean isComplete() {
        return bad == 0 && !isIncomplete;
    }

    /** Returns the outcome in words. */
    public String summary() {
        return target.outcome() + ", expired " + expired + ", invalid " + bad;
    }
}
