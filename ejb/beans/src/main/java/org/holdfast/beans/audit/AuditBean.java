package org.holdfast.beans.audit;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.holdfast.beans.problem.ListLimit;
import org.holdfast.beans.state.BrokerState;
import org.holdfast.beans.state.State;
import org.jspecify.annotations.Nullable;

/** Keeps the audit log in the database. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class AuditBean implements Audit {
    private final Clock clock = Clock.systemUTC();
    private final WaitingEntries entries = new WaitingEntries(this::takesChanges, entry -> log().add(entry));

    @Inject
    private BrokerState state;

    private AuditLog log() {
        return new AuditLog(state.running().database());
    }

    private boolean takesChanges() {
        return state.current() instanceof State.Running running
                && running.broker().status().commits().failure() == null;
    }

    @Override
    public void record(String who, String action, String subject, String detail) {
        entries.add(new NewEntry(clock.millis(), who, action, subject, detail));
    }

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void write() {
        entries.write();
    }

    @Override
    public List<AuditRecord> list(@Nullable Long before, int limit) {
        entries.write();
        return log().list(before == null ? Long.MAX_VALUE : before, ListLimit.checked(limit));
    }
}
