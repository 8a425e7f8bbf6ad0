package org.holdfast.web.pages;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import org.holdfast.beans.problem.ProblemException;
import org.holdfast.beans.topics.ImportResult;
import org.holdfast.web.problem.Fault;
import org.jspecify.annotations.Nullable;

/** The progress of an import: written by its thread, read by those of the page's requests. */
public final class Progress implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The maximum number of notifications while an import runs. */
    private static final int STEPS = 20;

    private volatile boolean running;
    private volatile long total;
    private volatile long read;
    private transient volatile @Nullable ImportResult result;
    private volatile @Nullable String failure;

    /** An import from a stream. */
    @FunctionalInterface
    interface Job {
        ImportResult run(InputStream counted) throws IOException;
    }

    void begin(long bytes) {
        total = bytes;
        read = 0;
        result = null;
        failure = null;
        running = true;
    }

    /**
     * Runs the import. Reports any failure, because no caller waits for this thread.
     *
     * @param watcher called now and then when there is progress to show
     */
    void run(byte[] lines, Job job, Runnable watcher) {
        try (InputStream counted = new Counted(lines, watcher)) {
            result = job.run(counted);
        } catch (ProblemException | IOException e) {
            failure = e.getMessage();
        } catch (RuntimeException | Error e) {
            failure = Fault.logged("An import failed", e).explanation();
        } finally {
            running = false;
            watcher.run();
        }
    }

    /** Counts what is read. */
    private final class Counted extends FilterInputStream {
        private final Runnable watcher;
        private long told;

        Counted(byte[] lines, Runnable watcher) {
            super(new ByteArrayInputStream(lines));
            this.watcher = watcher;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            read = total - in.available();
            if (read - told > total / STEPS) {
                told = read;
                watcher.run();
            }
            return count;
        }
    }

    /** Whether an import is under way. */
    public boolean isRunning() {
        return running;
    }

    /** Returns how much of the import is done, in percent. */
    public int getPercent() {
        return total == 0 ? 0 : (int) (100 * read / total);
    }

    /** Returns the result, or null. */
    public @Nullable ImportResult getResult() {
        return result;
    }

    /** Returns why the import has failed, or null. */
    public @Nullable String getFailure() {
        return failure;
    }
}
