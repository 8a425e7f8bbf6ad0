package org.holdfast.beans.audit;

import java.util.function.Supplier;
import org.holdfast.beans.problem.OutcomeUnknownException;

/**
 * An action of a user, which is recorded in the audit log whatever its outcome.
 *
 * @param audit the audit log
 * @param who the user
 * @param name the kind of action, such as {@code retained.purge}
 * @param subject the object of the action
 */
public record Action(Audit audit, String who, String name, String subject) {
    /** The work of an action. */
    @FunctionalInterface
    public interface Work<T, X extends Exception> {
        T run() throws X;
    }

    /**
     * Runs the work and records it.
     *
     * @param detail the details, read afterwards; recorded alone after success, otherwise after the outcome
     */
    public <T, X extends Exception> T run(Work<T, X> work, Supplier<String> detail) throws X {
        T result;
        try {
            result = work.run();
        } catch (OutcomeUnknownException e) {
            ended("outcome unknown", detail);
            throw e;
        } catch (Exception | Error e) {
            ended("failed (" + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()) + ")", detail);
            throw e;
        }
        audit.record(who, name, subject, detail.get());
        return result;
    }

    /** As {@link #run(Work, Supplier)}, with details known before. */
    public void run(Runnable work, String detail) {
        run(
                () -> {
                    work.run();
                    return "";
                },
                () -> detail);
    }

    private void ended(String how, Supplier<String> detail) {
        String what = detail.get();
        audit.record(who, name, subject, what.isEmpty() ? how : how + ": " + what);
    }
}
