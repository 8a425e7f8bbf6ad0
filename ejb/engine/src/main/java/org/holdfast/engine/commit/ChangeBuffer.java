package org.holdfast.engine.commit;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Changes on their way to the store, the latest of each key only.
 *
 * <p>Any thread changes, inside the {@link Gate}; the flushing thread takes everything out while nobody is inside.
 *
 * @param <K> what changes
 * @param <C> how it changes
 */
public final class ChangeBuffer<K, C> implements Changes {
    private final Gate gate;
    private final ToIntFunction<C> sizeOf;
    private final Consumer<List<C>> store;
    private final UnaryOperator<C> retry;
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private volatile Map<K, C> changes = new ConcurrentHashMap<>();

    /**
     * An empty buffer.
     *
     * @param sizeOf about how many bytes of heap a change holds
     * @param store writes changes, in the transaction that has begun
     * @param retry makes the change to be tried again of one that the store may have refused, or not
     */
    public ChangeBuffer(Gate gate, ToIntFunction<C> sizeOf, Consumer<List<C>> store, UnaryOperator<C> retry) {
        this.gate = gate;
        this.sizeOf = sizeOf;
        this.store = store;
        this.retry = retry;
    }

    /**
     * Changes a key while nobody else does. To be called inside the gate.
     *
     * @param change gets the change that waits, or null, and returns the one to wait from now on, or null
     */
    public void change(K key, UnaryOperator<@Nullable C> change) {
        changes.compute(key, (same, before) -> {
            C after = change.apply(before);
            count(before, -1);
            count(after, 1);
            return after;
        });
    }

    /** Whether the key has a change that no flush has taken yet. */
    public boolean contains(K key) {
        return changes.containsKey(key);
    }

    /** The number of keys with a change that is not committed, those of a running batch included. */
    public int size() {
        return size.get();
    }

    /** About how many bytes of heap the uncommitted changes hold. */
    public long bytes() {
        return bytes.get();
    }

    /** Takes everything out. Its changes count until they are committed or restored. */
    @Override
    public Batch take() {
        Map<K, C> taken = changes;
        if (!taken.isEmpty()) {
            changes = new ConcurrentHashMap<>();
        }
        return new Taken(taken.isEmpty() ? Map.of() : taken);
    }

    private void count(@Nullable C change, int sign) {
        if (change != null) {
            size.addAndGet(sign);
            bytes.addAndGet((long) sign * sizeOf.applyAsInt(change));
        }
    }

    private final class Taken implements Batch {
        private final Map<K, C> batch;

        Taken(Map<K, C> batch) {
            this.batch = batch;
        }

        @Override
        public int size() {
            return batch.size();
        }

        @Override
        public void write() {
            store.accept(List.copyOf(batch.values()));
        }

        @Override
        public void committed() {
            Collection<C> written = batch.values();
            size.addAndGet(-written.size());
            bytes.addAndGet(-written.stream().mapToLong(sizeOf::applyAsInt).sum());
        }

        @Override
        public void restore() {
            gate.enter();
            try {
                batch.forEach(this::restore);
            } finally {
                gate.leave();
            }
        }

        private void restore(K key, C change) {
            changes.compute(key, (same, newer) -> {
                if (newer != null) {
                    count(change, -1);
                    return newer;
                }
                return retry.apply(change);
            });
        }
    }
}
