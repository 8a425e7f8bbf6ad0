package org.holdfast.launcher;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.function.Supplier;

/**
 * Notices that the heap stays full however often the JVM collects. Then nothing works, and which thread fails is chance; one
 * request that was too large does not count. Used by one thread.
 */
final class HeapWatch {
    private static final int FULL_PERCENT = 96;

    /** How many looks in a row must find it full, each after another collection. */
    private static final int LOOKS = 3;

    private final Supplier<Collected> heap;
    private long collectionsBefore;
    private int full;

    /**
     * The part of the heap for old objects.
     *
     * @param collections how often it was collected
     * @param used the bytes in use after the last collection
     * @param maximum the bytes that it may have
     */
    record Collected(long collections, long used, long maximum) {
        boolean isFull() {
            return used * 100 >= maximum * FULL_PERCENT;
        }
    }

    /** Watches the heap of this process. */
    HeapWatch() {
        this(oldObjects());
    }

    /** Watches any heap. */
    HeapWatch(Supplier<Collected> heap) {
        this.heap = heap;
    }

    private static Supplier<Collected> oldObjects() {
        List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool ->
                        pool.getType() == MemoryType.HEAP && pool.getName().matches(".*(Old|Tenured).*"))
                .toList();
        List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(collector -> collector.getName().matches(".*(Old|MarkSweep).*"))
                .toList();
        if (pools.isEmpty()
                || collectors
                        .isEmpty()) { // ZGC, Shenandoah: they stop the allocating threads, and say nothing of this kind
            return () -> new Collected(0, 0, 1);
        }
        return () -> {
            MemoryUsage usage = pools.get(0).getCollectionUsage();
            long collections = collectors.stream()
                    .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                    .sum();
            return new Collected(collections, usage.getUsed(), usage.getMax());
        };
    }

    /** Looks once; returns whether the heap stays full. */
    boolean staysFull() {
        try {
            Collected now = heap.get();
            boolean isCollected = now.collections > collectionsBefore;
            collectionsBefore = now.collections;
            full = isCollected && now.isFull() ? full + 1 : 0;
        } catch (OutOfMemoryError e) { // there is no room even for the answer
            full++;
        }
        return full >= LOOKS;
    }
}
