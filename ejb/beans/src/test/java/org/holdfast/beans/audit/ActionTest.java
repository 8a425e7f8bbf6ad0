package org.holdfast.beans.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.holdfast.beans.problem.OutcomeUnknownException;
import org.holdfast.beans.problem.UnavailableException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ActionTest {
    private final List<String> entries = new ArrayList<>();
    private final Action purge = new Action(new Entries(), "admin", "retained.purge", "#");

    /** An audit log in memory. */
    private final class Entries implements Audit {
        @Override
        public void record(String who, String action, String subject, String detail) {
            entries.add(String.join("|", who, action, subject, detail));
        }

        @Override
        public List<AuditRecord> list(@Nullable Long before, int limit) {
            throw new AssertionError("nothing is to be read");
        }
    }

    @Test
    void whatIsDoneLeavesAnEntryWithItsDetail() {
        assertThat(purge.run(() -> 7, () -> "7 topics")).isEqualTo(7);
        assertThat(entries).containsExactly("admin|retained.purge|#|7 topics");
    }

    @Test
    void whatFailsLeavesAnEntryWithTheReasonAndHowFarItHasCome() {
        AtomicLong cleared = new AtomicLong();
        assertThatThrownBy(() -> purge.run(
                        () -> {
                            cleared.set(3);
                            throw new UnavailableException("the database is away");
                        },
                        () -> cleared + " topics"))
                .isInstanceOf(UnavailableException.class);
        assertThat(entries).containsExactly("admin|retained.purge|#|failed (the database is away): 3 topics");
    }

    @Test
    void whatIsNotKnownYetIsNotCalledFailed() {
        assertThatThrownBy(() -> purge.run(
                        () -> {
                            throw new OutcomeUnknownException("the database rejected it");
                        },
                        ""))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThat(entries).containsExactly("admin|retained.purge|#|outcome unknown");
    }

    @Test
    void noExceptionAndNoErrorLeavesAHole() {
        for (Throwable fault :
                List.of(new IOException("reset"), new IllegalStateException(), new StackOverflowError())) {
            assertThatThrownBy(() -> purge.run(() -> fail(fault), () -> "")).isSameAs(fault);
        }
        assertThat(entries)
                .containsExactly(
                        "admin|retained.purge|#|failed (reset)",
                        "admin|retained.purge|#|failed (IllegalStateException)",
                        "admin|retained.purge|#|failed (StackOverflowError)");
    }

    private static String fail(Throwable fault) throws Exception {
        if (fault instanceof Error error) {
            throw error;
        }
        throw (Exception) fault;
    }
}
