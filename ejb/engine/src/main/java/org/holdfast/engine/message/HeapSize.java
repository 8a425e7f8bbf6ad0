package org.holdfast.engine.message;

/** What the JVM takes of the heap for arrays and texts, with compressed references: as long as the heap is below 32 GB. */
public final class HeapSize {
    /** An object with one reference in it. */
    static final int WRAPPER = 16;

    private static final int ARRAY_HEADER = 16;
    private static final int REFERENCE = 4;
    private static final int ALIGNMENT = 8;

    private HeapSize() {}

    /** An array of so many bytes. */
    public static int ofBytes(int length) {
        return aligned(ARRAY_HEADER + (long) length);
    }

    /** An array of so many references, without what they refer to. */
    public static int ofReferences(int length) {
        return aligned(ARRAY_HEADER + (long) REFERENCE * length);
    }

    /** The characters of a text, each of which takes two bytes unless all are ASCII. */
    static int ofText(String text, int encodedLength) {
        return ofBytes(text.length() == encodedLength ? encodedLength : 2 * text.length());
    }

    private static int aligned(long size) {
        return (int) Math.min(Integer.MAX_VALUE, size + ALIGNMENT - 1 & -ALIGNMENT);
    }
}
