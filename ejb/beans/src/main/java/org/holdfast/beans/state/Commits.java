package org.holdfast.beans.state;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.holdfast.beans.problem.OutcomeUnknownException;

/**
 * Waits until changes are committed.
 *
 * @param patience the time limit
 */
public record Commits(Duration patience) {
    /** The time limit for administrators. */
    public static final Commits DEFAULT = new Commits(Duration.ofSeconds(30));

    /**
     * Waits for a commit.
     *
     * @throws OutcomeUnknownException when the database has not committed the change by then
     */
    public <T> T await(CompletableFuture<T> committed) {
        try {
            return committed.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new OutcomeUnknownException(
                    "the database does not accept changes. The change waits in memory and is written once the database works"
                            + " again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutcomeUnknownException("the server is shutting down: the change may not have been written");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
