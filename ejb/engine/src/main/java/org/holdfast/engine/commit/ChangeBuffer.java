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
 * Changes on their way to the store, the latest of each key only.
 *
 * <p>Any thread changes, inside the {@link Gate}; the flushing thread takes everything out while nobody is inside.
 *
 * @param <K> what changes
 * @param <C> how it changes
 */
public final class ChangeBuffer<K, C> implements Changes {
    private static final int SMALLEST = 16;

    private final Gate gate;
    private final ToIntFunction<C> sizeOf;
    private final Consumer<List<C>> store;
    private final UnaryOperator<C> retry;
    private volatile Waiting<K, C> waiting = new Waiting<>(SMALLEST);

    /** What has been taken out and is not committed yet. */
    private volatile Waiting<K, C> underWay = new Waiting<>(0);

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

    /** Changes with their number and size, which are asked for at each publish. */
    private static final class Waiting<K, C> {
        private final Map<K, C> changes;
        private final AtomicInteger size = new AtomicInteger();
        private final AtomicLong bytes = new AtomicLong();

        /** Room for as many as are expected: a map that grows while all publishers wait for it holds them up. */
        Waiting(int expected) {
            changes = new ConcurrentHashMap<>(expected);
        }
    }

    /**
     * Changes a key while nobody else does. To be called inside the gate.
     *
     * @param change gets the change that waits, or null, and returns the one to wait from now on, or null
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

    /** About how many bytes of heap the uncommitted changes hold. */
    public long bytes() {
        return waiting.bytes.get() + underWay.bytes.get();
    }

    /** Takes everything out. Its changes count until they are committed or restored. */
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
