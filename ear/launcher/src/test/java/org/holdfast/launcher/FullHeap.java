package org.holdfast.launcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The main class of another process, which fills its heap and goes on. */
final class FullHeap {
    private static final List<byte[]> KEPT = new ArrayList<>();

    private FullHeap() {}

    public static void main(String... arguments) throws InterruptedException {
        Ending ending = new Ending(Duration.ofSeconds(9));
        HeapWatch watch = new HeapWatch();
        Thread filling = new Thread(FullHeap::fill);
        filling.setDaemon(true);
        filling.start();
        while (!watch.staysFull()) {
            Thread.sleep(100);
        }
        ending.heapFull();
    }

    private static void fill() {
        while (true) {
            try {
                KEPT.add(new byte[1_000]);
            } catch (OutOfMemoryError e) {
                Thread.onSpinWait(); // as a server does that catches everything
            }
        }
    }
}
