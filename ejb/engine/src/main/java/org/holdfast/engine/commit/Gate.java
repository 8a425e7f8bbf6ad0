package org.holdfast.engine.commit;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * What everybody passes who changes something that is to be stored: many at the same time, unless somebody is alone inside.
 * Any thread. Who is inside may enter again.
 */
public final class Gate {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    /** Makes changes, together with others. They are committed as one: all of them, or none. */
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

    /** Does something, short, while nobody else is inside. Not for those who are inside already. */
    public <T> T alone(Supplier<T> action) {
        lock.writeLock().lock();
        try {
            return action.get();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
