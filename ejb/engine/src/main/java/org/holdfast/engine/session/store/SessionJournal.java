package org.holdfast.engine.session.store;

import java.util.concurrent.atomic.AtomicLong;
import org.holdfast.engine.commit.ChangeBuffer;
import org.holdfast.engine.commit.CommitWaiter;
import org.holdfast.engine.commit.Gate;
import org.holdfast.engine.commit.GroupCommit;
import org.holdfast.engine.loop.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * Collects the changes of Session State for the store, and assigns the numbers of its records. Any thread.
 *
 * <p>State that is added and removed between two commits, such as a message that is acknowledged at once, is never written.
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
     * Creates an empty journal.
     *
     * @param durable whether sessions that outlive their connection are stored
     */
    public SessionJournal(boolean durable, SessionStore store, GroupCommit commits) {
        this.durable = durable;
        this.commits = commits;
        this.gate = commits.gate();
        this.buffer = new ChangeBuffer<>(gate, SessionChange::heapSize, store::write, SessionChange::tried);
        commits.add(buffer);
    }

    /** Whether sessions that outlive their connection are stored. */
    public boolean isDurable() {
        return durable;
    }

    /** Returns a number that is not in the store; later ones are larger. */
    public long nextNumber() {
        return lastNumber.incrementAndGet();
    }

    /** Notes that a number is in use. */
    public void observe(long number) {
        lastNumber.accumulateAndGet(number, Math::max);
    }

    /** Stores a state under a new key. */
    public void create(SessionState state) {
        put(state, true);
    }

    /** Stores a state in place of the one under its key. */
    public void update(SessionState state) {
        put(state, false);
    }

    private void put(SessionState state, boolean isNew) {
        change(state.key(), new SessionChange(state.key(), state, isNew));
    }

    /** Deletes the state under a key. */
    public void remove(StateKey key) {
        change(key, new SessionChange(key, null, false));
    }

    private void change(StateKey key, SessionChange change) {
        gate.together(
                () -> buffer.change(key, before -> before != null && before.isNew() ? onUnwritten(change) : change));
        commits.requestIfMany(buffer);
    }

    /** Returns the change of a key that was never written, which needs no deletion. */
    private static @Nullable SessionChange onUnwritten(SessionChange change) {
        return change.state() == null ? null : new SessionChange(change.key(), change.state(), true);
    }

    /** Runs a task on the session's loop when all changes made so far are committed. */
    public void await(EventLoop loop, Runnable task) {
        commits.await(CommitWaiter.of(loop, task));
    }

    /** The gate for several changes that are committed as one. */
    public Gate gate() {
        return gate;
    }

    /** Whether the backlog of the store is full. */
    public boolean isFull() {
        return commits.isFull(buffer) || commits.isAtByteLimit(buffer);
    }

    /** Whether publishers should be slowed down: the store works, but does not keep up. */
    public boolean isCongested() {
        return commits.isCongested(buffer);
    }

    /** The number of changes that are not committed yet. */
    public int waiting() {
        return buffer.size();
    }
}
