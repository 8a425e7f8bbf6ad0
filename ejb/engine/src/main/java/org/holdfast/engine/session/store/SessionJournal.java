package org.holdfast.engine.session.store;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
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
    private volatile StorageConfig limits;
    private final GroupCommit commits;
    private final Gate gate;
    private final ChangeBuffer<StateKey, SessionChange> buffer;
    private final AtomicLong lastNumber = new AtomicLong();

    /** Nothing is stored yet. */
    public SessionJournal(StorageConfig limits, SessionStore store, GroupCommit commits) {
        this.durable = limits.durable();
        this.limits = limits;
        this.commits = commits;
        this.gate = commits.gate();
        this.buffer = new ChangeBuffer<>(gate, SessionChange::heapSize, store::write, SessionChange::tried);
        commits.add(buffer);
    }

    /** From now on these limits hold; whether sessions are stored stays as it was. */
    public void reconfigure(StorageConfig others) {
        limits = others;
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
        if (buffer.size() >= limits.flushThreshold()) {
            commits.request();
        }
    }

    /** What the store has never seen need not be taken out of it. */
    private static @Nullable SessionChange onUnwritten(SessionChange change) {
        return change.state() == null ? null : new SessionChange(change.key(), change.state(), true);
    }

    /** Runs a task on the session's loop when everything is committed that has been changed so far. */
    public void await(EventLoop loop, Runnable task) {
        commits.await(CommitWaiter.of(loop, task));
    }

    /** Makes one unit of several changes: all of them are committed, or none. */
    public <T> T asOne(Supplier<T> changes) {
        return gate.together(changes);
    }

    /** Whether so much waits for the store that nothing more should be added. */
    public boolean isFull() {
        return buffer.size() >= limits.maximumWaitingChanges() || buffer.bytes() >= limits.maximumWaitingBytes();
    }

    /** Whether publishers should be slowed down: the store works, but does not keep up. */
    public boolean isCongested() {
        return buffer.size() >= limits.maximumWaitingChanges() / 2 && commits.isHealthy();
    }

    /** How many changes are not committed yet. */
    public int waiting() {
        return buffer.size();
    }
}
