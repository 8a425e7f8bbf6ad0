package org.holdfast.beans.lifecycle;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.time.Duration;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.holdfast.beans.settings.SettingsReader;
import org.holdfast.beans.state.BrokerState;
import org.jspecify.annotations.Nullable;

/** Starts and stops the broker with the application. When the broker fails to start, so does the application. */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
@DataSourceDefinition(
        name = HoldfastBean.DATA_SOURCE,
        className = "org.holdfast.beans.store.connection.ConfiguredDataSource",
        initialPoolSize = 1,
        minPoolSize = 1,
        maxPoolSize = 4)
public class HoldfastBean {
    static final String DATA_SOURCE = "java:app/jdbc/holdfast";

    /** The limit of a stop: a database that does not answer must not keep the server from stopping. */
    private static final Duration STOP_LIMIT = Duration.ofMinutes(2);

    @Resource(lookup = DATA_SOURCE)
    private DataSource dataSource;

    @Resource
    private ManagedThreadFactory threads;

    @Resource
    private UserTransaction transaction;

    @EJB
    private FlushTimer timer;

    @Inject
    private BrokerState state;

    private @Nullable BrokerRun run;
    private @Nullable StopSignals signals;

    @PostConstruct
    void start() {
        try {
            BrokerRun started = BrokerRun.start(
                    overrides -> SettingsReader.read(ConfigProvider.getConfig(), overrides), resources(), state);
            run = started;
            if (!Handover.isOpen()) {
                signals = StopSignals.install(threads, started::close, STOP_LIMIT);
            }
        } catch (RuntimeException | Error e) {
            Handover.failed(e);
            throw e;
        }
    }

    private BrokerRun.Resources resources() {
        return new BrokerRun.Resources(dataSource, transaction, threads, timer);
    }

    @PreDestroy
    void stop() {
        if (signals != null) {
            signals.close();
        }
        if (run != null) {
            run.close();
        }
    }
}
