package org.holdfast.engine.retained;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.holdfast.engine.retained.tree.RetainedMessage;
import org.jspecify.annotations.Nullable;

/**
 * Loads messages with two threads: the calling thread reads the store, another puts the messages into memory. At most a
 * few thousand messages wait between them.
 */
final class LoadPipeline implements Consumer<RetainedMessage> {
    private static final int CHUNK = 500;
    private static final int CHUNKS = 8;

    private final BlockingQueue<Chunk> chunks = new ArrayBlockingQueue<>(CHUNKS);
    private final Consumer<RetainedMessage> consumer;
    private List<RetainedMessage> chunk = new ArrayList<>(CHUNK);
    private volatile @Nullable Throwable failure;

    /** A chunk of messages that were read; none follows the last one. */
    private record Chunk(List<RetainedMessage> messages, boolean isLast) {}

    private LoadPipeline(Consumer<RetainedMessage> consumer) {
        this.consumer = consumer;
    }

    /** Reads everything; throws what the store or the consumer throws. */
    static void readAll(RetainedStore store, Consumer<RetainedMessage> consumer) {
        LoadPipeline pipeline = new LoadPipeline(consumer);
        Thread consuming = new Thread(pipeline::consume, "holdfast-load");
        consuming.start();
        try {
            store.readAll(pipeline);
        } finally {
            pipeline.handOver(new Chunk(pipeline.chunk, true));
            uninterrupted(() -> {
                consuming.join();
                return true;
            });
        }
        pipeline.throwFailure();
    }

    /** Runs on the reading thread. */
    @Override
    public void accept(RetainedMessage retained) {
        chunk.add(retained);
        if (chunk.size() == CHUNK) {
            throwFailure();
            handOver(new Chunk(chunk, false));
            chunk = new ArrayList<>(CHUNK);
        }
    }

    private void handOver(Chunk read) {
        uninterrupted(() -> {
            chunks.put(read);
            return true;
        });
    }

    /** Runs on the other thread. It takes all chunks even after a failure, so that the reader is never blocked in vain. */
    private void consume() {
        Chunk next;
        do {
            next = uninterrupted(chunks::take);
            consume(next.messages());
        } while (!next.isLast());
    }

    private void consume(List<RetainedMessage> read) {
        if (failure == null) {
            try {
                read.forEach(consumer);
            } catch (RuntimeException | Error e) { // rethrown on the reading thread
                failure = e;
            }
        }
    }

    private void throwFailure() {
        Throwable thrown = failure;
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** Waits without interruption, and restores the interrupt status afterwards. */
    private static <T> T uninterrupted(Wait<T> wait) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return wait.once();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A blocking operation. */
    @FunctionalInterface
    private interface Wait<T> {
        T once() throws InterruptedException;
    }
}
