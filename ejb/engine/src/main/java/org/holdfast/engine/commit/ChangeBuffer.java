package org.holdfast.engine.commit;

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
 * The changes that wait for the store, only the latest of each key.
 *
 * <p>Any thread adds changes, inside the {@link Gate}; the flushing thread takes all of them while no thread is inside.
 *
 * @param <K> the type of the keys
 * @param <C> the type of the changes
 */
public final class ChangeBuffer<K, C> implements Changes {
    private static final int SMALLEST = 16;

    private final Gate gate;
    private final ToIntFunction<C> sizeOf;
    private final Consumer<List<C>> store;
    private final UnaryOperator<C> retry;
    private volatile Waiting<K, C> waiting = new Waiting<>(SMALLEST);

    /** The changes that were taken and are not committed yet. */
    private volatile Waiting<K, C> underWay = new Waiting<>(0);

    /**
     * Creates an empty buffer.
     *
     * @param sizeOf returns the approximate bytes of heap of a change
     * @param store writes changes, in the transaction that has begun
     * @param retry returns the change to retry for one that the store may or may not have written
     */
    public ChangeBuffer(Gate gate, ToIntFunction<C> sizeOf, Consumer<List<C>> store, UnaryOperator<C> retry) {
        this.gate = gate;
        this.sizeOf = sizeOf;
        this.store = store;
        this.retry = retry;
    }

    /** Changes with their number and size, which every publish reads. */
    private static final class Waiting<K, C> {
        private final Map<K, C> changes;
        private final AtomicInteger size = new AtomicInteger();
        private final AtomicLong bytes = new AtomicLong();

        /** Reserves room for the expected number: a map that grows while all publishers wait delays them. */
        Waiting(int expected) {
            changes = new ConcurrentHashMap<>(expected);
        }
    }

    /**
     * Changes a key atomically. Call it inside the gate.
     *
     * @param change gets the waiting change, or null, and returns the change to wait from now on, or null
     */
    public void change(K key, UnaryOperator<@Nullable C> change) {
        Waiting<K, C> into = waiting;
        into.changes.compute(key, (same, before) -> {
            C after = change.apply(before);
            count(into, before, -1);
            count(into, after, 1);
            return after;
        });
    }

    private void count(Waiting<K, C> in, @Nullable C change, int sign) {
        if (change != null) {
            in.size.addAndGet(sign);
            in.bytes.addAndGet((long) sign * sizeOf.applyAsInt(change));
        }
    }

    /** Whether the key has a change that no flush has taken yet. */
    public boolean contains(K key) {
        return waiting.changes.containsKey(key);
    }

    /** Whether the key has a change that is not committed. */
    public boolean isWaiting(K key) {
        return contains(key) || underWay.changes.containsKey(key);
    }

    /** The number of changes that are not committed, those of a running batch included. */
    public int size() {
        return waiting.size.get() + underWay.size.get();
    }

    /** The approximate bytes of heap of the uncommitted changes. */
    public long bytes() {
        return waiting.bytes.get() + underWay.bytes.get();
    }

    /** Takes all changes. They count until they are committed or restored. */
    @Override
    public Batch take() {
        Waiting<K, C> taken = waiting;
        if (!taken.changes.isEmpty()) {
            underWay = taken;
            waiting = new Waiting<>(taken.size.get());
        }
        return new Taken(underWay);
    }

    private final class Taken implements Batch {
        private final Waiting<K, C> batch;

        Taken(Waiting<K, C> batch) {
            this.batch = batch;
        }

        @Override
        public int size() {
            return batch.changes.size();
        }

        @Override
        public void write() {
            store.accept(List.copyOf(batch.changes.values()));
        }

        @Override
        public void committed() {
            underWay = new Waiting<>(0);
        }

        @Override
        public void restore() {
            gate.together(() -> batch.changes.forEach(this::restore));
            underWay = new Waiting<>(0);
        }

        private void restore(K key, C change) {
            change(key, newer -> newer == null ? retry.apply(change) : newer);
        }
    }
}
