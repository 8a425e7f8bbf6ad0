package org.holdfast.engine.session.store;

import java.util.concurrent.atomic.AtomicLong;
import org.holdfast.engine.commit.ChangeBuffer;
import org.holdfast.engine.commit.CommitWaiter;
import org.holdfast.engine.commit.Gate;
import org.holdfast.engine.commit.GroupCommit;
import org.holdfast.engine.loop.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * Session State on its way to the store, and the numbers under which it is kept there. Any thread.
 *
 * <p>What comes and goes between two commits, such as a message that its receiver acknowledges at once, is never written.
 */
public final class SessionJournal {
    /** The number of a session, or of a delivery, that is not stored. */
    public static final long NOT_STORED = 0;

    private final boolean durable;
    private final GroupCommit commits;
    private final Gate gate;
    private final ChangeBuffer<StateKey, SessionChange> buffer;
    private final AtomicLong lastNumber = new AtomicLong();

    /**
     * Nothing is stored yet.
     *
     * @param durable whether sessions that outlive their connection are stored at all
     */
    public SessionJournal(boolean durable, SessionStore store, GroupCommit commits) {
        this.durable = durable;
        this.commits = commits;
        this.gate = commits.gate();
        this.buffer = new ChangeBuffer<>(gate, SessionChange::heapSize, store::write, SessionChange::tried);
        commits.add(buffer);
    }

    /** Whether sessions that outlive their connection are stored at all. */
    public boolean isDurable() {
        return durable;
    }

    /** A number that nothing in the store has; later ones are larger. */
    public long nextNumber() {
        return lastNumber.incrementAndGet();
    }

    /** Takes note of a number that is in use. */
    public void observe(long number) {
        lastNumber.accumulateAndGet(number, Math::max);
    }

    /** Stores something under a key that has never been used. */
    public void create(SessionState state) {
        put(state, true);
    }

    /** Stores something, in the place of what is there under its key. */
    public void update(SessionState state) {
        put(state, false);
    }

    private void put(SessionState state, boolean isNew) {
        change(state.key(), new SessionChange(state.key(), state, isNew));
    }

    /** Stores nothing under the key any more. */
    public void remove(StateKey key) {
        change(key, new SessionChange(key, null, false));
    }

    private void change(StateKey key, SessionChange change) {
        gate.together(
                () -> buffer.change(key, before -> before != null && before.isNew() ? onUnwritten(change) : change));
        commits.requestIfMany(buffer);
    }

    /** What the store has never seen need not be taken out of it. */
    private static @Nullable SessionChange onUnwritten(SessionChange change) {
        return change.state() == null ? null : new SessionChange(change.key(), change.state(), true);
    }

    /** Runs a task on the session's loop when everything is committed that has been changed so far. */
    public void await(EventLoop loop, Runnable task) {
        commits.await(CommitWaiter.of(loop, task));
    }

    /** What several changes pass together, so that all of them are committed, or none. */
    public Gate gate() {
        return gate;
    }

    /** Whether so much waits for the store that nothing more should be added. */
    public boolean isFull() {
        return commits.isFull(buffer) || commits.isAtByteLimit(buffer);
    }

    /** Whether publishers should be slowed down: the store works, but does not keep up. */
    public boolean isCongested() {
        return commits.isCongested(buffer);
    }

    /** How many changes are not committed yet. */
    public int waiting() {
        return buffer.size();
    }
}
