package org.holdfast.engine.retained;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.holdfast.engine.retained.tree.RetainedMessage;
import org.jspecify.annotations.Nullable;

/**
 * Lets the calling thread read the store while another puts what has been read into memory, a few thousand messages at most
 * between the two.
 */
final class LoadPipeline implements Consumer<RetainedMessage> {
    private static final int CHUNK = 500;
    private static final int CHUNKS = 8;

    private final BlockingQueue<Chunk> chunks = new ArrayBlockingQueue<>(CHUNKS);
    private final Consumer<RetainedMessage> consumer;
    private List<RetainedMessage> chunk = new ArrayList<>(CHUNK);
    private volatile @Nullable Throwable failure;

    /** Messages that have been read; after the last ones no more come. */
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

    /** On the thread that reads. */
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

    /** On the other thread: also after a failure everything is taken, so that the reader never waits in vain. */
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
            } catch (RuntimeException | Error e) { // thrown again on the thread that reads
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

    /** A start is not interrupted halfway: the mark is kept for whoever looks at it later. */
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

    /** Something that waits. */
    @FunctionalInterface
    private interface Wait<T> {
        T once() throws InterruptedException;
    }
}
