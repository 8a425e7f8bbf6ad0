package org.holdfast.beans.audit;

import java.util.function.Supplier;
import org.holdfast.beans.problem.OutcomeUnknownException;

/**
 * Something that somebody does, which leaves an entry in the audit log however it ends.
 *
 * @param audit where
 * @param who the user
 * @param name what, such as {@code retained.purge}
 * @param subject to what
 */
public record Action(Audit audit, String who, String name, String subject) {
    /** What is done. */
    @FunctionalInterface
    public interface Work<T, X extends Exception> {
        T run() throws X;
    }

    /**
     * Does it.
     *
     * @param detail how, asked afterwards; stands in the entry alone when it is done, and otherwise after how it has ended
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

    /** As {@link #run(Work, Supplier)}, with what is known before. */
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
