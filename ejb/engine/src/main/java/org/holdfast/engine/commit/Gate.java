package org.holdfast.engine.commit;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * What everybody passes who changes something that is to be stored: many at the same time, unless somebody is alone inside.
 * Any thread. Who is inside may enter again.
 */
public final class Gate {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    /** Goes in, together with others. What is changed until {@link #leave} is committed as one. */
    public void enter() {
        lock.readLock().lock();
    }

    /** Goes out. */
    public void leave() {
        lock.readLock().unlock();
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
