package org.holdfast.beans.audit;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.holdfast.beans.problem.ListLimit;
import org.holdfast.beans.problem.UnavailableException;
import org.holdfast.beans.state.BrokerState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the audit log in the database. */
@Stateless
@TransactionManagement(TransactionManagementType.BEAN)
public class AuditBean implements Audit {
    private static final Logger LOG = LoggerFactory.getLogger(AuditBean.class);

    private final Clock clock = Clock.systemUTC();

    @Inject
    private BrokerState state;

    @Override
    public void record(String who, String action, String subject, String detail) {
        try {
            new AuditLog(state.running().database()).add(clock.millis(), who, action, subject, detail);
        } catch (UnavailableException e) {
            LOG.error("Not in the audit log: {} {} {} {}: {}", who, action, subject, detail, e.getMessage());
        }
    }

    @Override
    public List<AuditRecord> list(@Nullable Long before, int limit) {
        return new AuditLog(state.running().database())
                .list(before == null ? Long.MAX_VALUE : before, ListLimit.checked(limit));
    }
}
