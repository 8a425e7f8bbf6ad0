package org.holdfast.engine.testing;

import java.util.stream.IntStream;

/** Keeps the processors busy, as other work on the machine does, until it is closed. */
public final class BusyLoops implements AutoCloseable {
    private volatile boolean stopped;

    /** Begins so many threads that only turn. */
    public BusyLoops(int threads) {
        IntStream.range(0, threads).forEach(this::start);
    }

    private void start(int number) {
        Thread thread = new Thread(this::turn, "busy loop " + number);
        thread.setDaemon(true);
        thread.start();
    }

    private void turn() {
        while (!stopped) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        stopped = true;
    }
}
