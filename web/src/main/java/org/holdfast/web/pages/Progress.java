package org.holdfast.web.pages;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.UUID;
import org.holdfast.beans.problem.ProblemException;
import org.holdfast.beans.topics.ImportResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far an import is: written by the thread that does it, read by those of the page's requests. */
public final class Progress implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

    /** So often at most a watcher is told. */
    private static final int STEPS = 20;

    private volatile boolean running;
    private volatile long total;
    private volatile long read;
    private transient volatile @Nullable ImportResult result;
    private volatile @Nullable String failure;

    /** An import out of a stream. */
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
     * Does it. Whatever ends it is told: nobody asks the thread that does it.
     *
     * @param watcher is told now and then that there is something to see
     */
    void run(byte[] lines, Job job, Runnable watcher) {
        try (InputStream counted = new Counted(lines, watcher)) {
            result = job.run(counted);
        } catch (ProblemException | IOException e) {
            failure = e.getMessage();
        } catch (RuntimeException | Error e) {
            String id = UUID.randomUUID().toString();
            LOG.error("An import failed ({})", id, e);
            failure = "internal error; see the server's log for " + id;
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

    /** How much of it is done, in percent. */
    public int getPercent() {
        return total == 0 ? 0 : (int) (100 * read / total);
    }

    /** What it has come to, or null. */
    public @Nullable ImportResult getResult() {
        return result;
    }

    /** Why it has failed, or null. */
    public @Nullable String getFailure() {
        return failure;
    }
}
