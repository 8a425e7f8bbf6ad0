package org.holdfast.engine.commit;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The lock for changes that are to be stored: many threads at the same time, or one alone. Any thread. A thread inside
 * may enter again.
 */
public final class Gate {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    /** Makes changes, together with other threads. They are committed as one: all of them, or none. */
    public <T> T together(Supplier<T> changes) {
        lock.readLock().lock();
        try {
            return changes.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** As the other one, for changes without a result. */
    public void together(Runnable changes) {
        lock.readLock().lock();
        try {
            changes.run();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Runs a short action while no other thread is inside. Not for threads that are already inside. */
    public <T> T alone(Supplier<T> action) {
        lock.writeLock().lock();
        try {
            return action.get();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
