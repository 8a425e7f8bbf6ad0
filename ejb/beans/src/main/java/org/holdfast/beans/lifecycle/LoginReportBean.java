package org.holdfast.beans.lifecycle;

import jakarta.ejb.EJB;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.holdfast.beans.access.MqttLogins;
import org.holdfast.beans.audit.Audit;
import org.holdfast.beans.state.BrokerState;
import org.holdfast.beans.state.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports the failed logins of MQTT clients each minute, one line for each address. */
@Singleton
@Lock(LockType.WRITE)
@TransactionManagement(TransactionManagementType.BEAN)
public class LoginReportBean {
    private static final Logger LOG = LoggerFactory.getLogger(LoginReportBean.class);

    @Inject
    private BrokerState state;

    @EJB
    private Audit audit;

    @Schedule(hour = "*", minute = "*", second = "30", persistent = false)
    void report() {
        if (state.current() instanceof State.Running running) {
            running.logins().takeReports().forEach(this::report);
        }
    }

    private void report(MqttLogins.Report report) {
        String users = String.join(", ", report.users());
        LOG.warn(
                "{} failed MQTT logins from {} in the last minute, of users {}",
                report.count(),
                report.address(),
                users);
        audit.record("mqtt", "login.failed", report.address(), report.count() + " in a minute: " + users);
    }
}
