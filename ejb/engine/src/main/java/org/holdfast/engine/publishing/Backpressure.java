package org.holdfast.engine.publishing;

import java.util.concurrent.CompletableFuture;
import org.holdfast.engine.commit.CommitWaiter;
import org.holdfast.engine.commit.GroupCommit;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.retained.RetainedMessages;
import org.holdfast.engine.session.store.SessionJournal;

/** Slows publishers down while the store works, but does not keep up with them. Any thread. */
public final class Backpressure {
    private final RetainedMessages retained;
    private final SessionJournal journal;
    private final GroupCommit commits;

    /** For the publishers of a broker. */
    public Backpressure(RetainedMessages retained, SessionJournal journal, GroupCommit commits) {
        this.retained = retained;
        this.journal = journal;
        this.commits = commits;
    }

    /** Whether the publisher of this message must wait before its next one. */
    public boolean isDue(Message message) {
        return (message.retain() && retained.isCongested()) || journal.isCongested();
    }

    /** Notifies the publisher when it may continue: the changes waiting now are committed, or the store has failed. */
    public void await(CommitWaiter publisher) {
        commits.awaitFlush(publisher);
    }

    /** As {@link #await}, with a future. */
    public CompletableFuture<Void> relief() {
        CompletableFuture<Void> relief = new CompletableFuture<>();
        await(CommitWaiter.of(Runnable::run, () -> relief.complete(null)));
        return relief;
    }
}
