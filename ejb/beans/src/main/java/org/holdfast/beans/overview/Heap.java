package org.holdfast.beans.overview;

/** The heap of this process, in bytes. */
final class Heap {
    private Heap() {}

    static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    static long maximum() {
        return Runtime.getRuntime().maxMemory();
    }
}
