package org.holdfast.engine.retained;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.holdfast.engine.retained.tree.RetainedMessage;

/** Puts the messages of the store into memory and reports the progress. Owned by the thread that loads. */
final class Loader implements Consumer<RetainedMessage> {
    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final RetainedMemory memory;
    private final HybridClock versions;
    private final long expected;
    private final Consumer<LoadProgress> progress;
    private final long now;
    private final long room;

    private final long began = System.nanoTime();
    private long reportedAt = began;
    private long loaded;

    /**
     * Creates a loader; nothing is loaded yet.
     *
     * @param expected the number of messages in the store
     * @param now the wall clock, in milliseconds
     * @param room how many bytes of heap they may take
     */
    Loader(
            RetainedMemory memory,
            HybridClock versions,
            long expected,
            long now,
            long room,
            Consumer<LoadProgress> progress) {
        this.memory = memory;
        this.versions = versions;
        this.expected = expected;
        this.now = now;
        this.room = room;
        this.progress = progress;
    }

    @Override
    public void accept(RetainedMessage retained) {
        versions.observe(retained.version());
        // topics of the broker's own are not stored; earlier versions let clients publish to them
        if (!retained.message().isExpired(now) && retained.topic().isOfClients()) {
            memory.load(retained);
            requireRoom();
        }
        loaded++;
        if ((loaded & 0x3FF) == 0 && System.nanoTime() - reportedAt > PROGRESS_NANOS) {
            report();
        }
    }

    /** A broker that has only some of them would tell subscribers that the others do not exist. */
    private void requireRoom() {
        if (memory.bytes() > room) {
            throw new IllegalStateException("the heap is too small for the retained messages of the database: "
                    + loaded + " of " + expected + " take " + (memory.bytes() >> 20)
                    + " MiB. Start with a larger one (-Xmx)");
        }
    }

    void report() {
        reportedAt = System.nanoTime();
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(reportedAt - began));
        progress.accept(new LoadProgress(loaded, expected, loaded * 1_000 / millis));
    }
}
