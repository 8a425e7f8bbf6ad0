package org.holdfast.engine.message;

/** Computes the heap that arrays and texts take, with compressed references: for heaps below 32 GB. */
public final class HeapSize {
    /** The bytes of an object with one reference. */
    static final int WRAPPER = 16;

    private static final int ARRAY_HEADER = 16;
    private static final int REFERENCE = 4;
    private static final int ALIGNMENT = 8;

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
        return (int) Math.min(Integer.MAX_VALUE, size + ALIGNMENT - 1 & -ALIGNMENT);
    }
}
