package org.holdfast.beans.metrics;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.holdfast.beans.state.BrokerState;
import org.holdfast.beans.state.State;
import org.holdfast.engine.Broker;
import org.jspecify.annotations.Nullable;

/** Updates the metrics every second. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class MetricsTimerBean {
    @Inject
    private BrokerState state;

    @Inject
    private BrokerMetrics metrics;

    @Inject
    private EndpointMetrics endpoints;

    private @Nullable Broker registered;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void update() {
        if (state.current() instanceof State.Running running) {
            if (registered != running.broker()) {
                registered = running.broker();
                metrics.register(running);
            }
            metrics.update(running.broker());
            endpoints.update();
        }
    }
}
