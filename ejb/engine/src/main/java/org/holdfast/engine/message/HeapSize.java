package org.holdfast.engine.message;

import java.lang.management.ManagementFactory;

/**
 * Computes the heap that arrays and texts take, with compressed references: for heaps below 32 GB. The collector G1 gives an
 * object of half a region or more whole regions of its own, of which the rest stays empty.
 */
public final class HeapSize {
    /** The bytes of an object with one reference. */
    static final int WRAPPER = 16;

    private static final int ARRAY_HEADER = 16;
    private static final int REFERENCE = 4;
    private static final int ALIGNMENT = 8;
    private static final long REGIONS = 2_048;
    private static final long MINIMUM_REGION = 1L << 20;
    private static final long MAXIMUM_REGION = 32L << 20;
    private static final long REGION = regionSize();

    private HeapSize() {}

    /** Returns the bytes of heap of a byte array. */
    public static int ofBytes(int length) {
        return aligned(ARRAY_HEADER + (long) length);
    }

    /** Returns the bytes of heap of an array of references, without the objects. */
    public static int ofReferences(int length) {
        return aligned(ARRAY_HEADER + (long) REFERENCE * length);
    }

    /** Returns the bytes of heap of the characters of a text: two each, unless all are ASCII. */
    static int ofText(String text, int encodedLength) {
        return ofBytes(text.length() == encodedLength ? encodedLength : 2 * text.length());
    }

    private static int aligned(long size) {
        long alignment = size >= REGION / 2 ? REGION : ALIGNMENT;
        return (int) Math.min(Integer.MAX_VALUE, size + alignment - 1 & -alignment);
    }

    /** Returns the size of a region, which G1 derives from the heap unless it is told; the largest value for other collectors. */
    private static long regionSize() {
        boolean isG1 = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .anyMatch(each -> each.getName().startsWith("G1"));
        long share = Runtime.getRuntime().maxMemory() / REGIONS;
        return isG1 ? Long.highestOneBit(Math.min(MAXIMUM_REGION, Math.max(MINIMUM_REGION, share))) : Long.MAX_VALUE;
    }
}
