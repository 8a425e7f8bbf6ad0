package org.holdfast.beans.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;
import org.holdfast.beans.state.BrokerState;
import org.holdfast.beans.state.State;

/** The startup check. Up once clients are served, or the broker is on standby. */
@Startup
@ApplicationScoped
public class StartedCheck implements HealthCheck {
    @Inject
    private BrokerState state;

    @Override
    public HealthCheckResponse call() {
        State current = state.current();
        return HealthCheckResponse.named("holdfast-started")
                .status(current instanceof State.Running || current instanceof State.Standby)
                .build();
    }
}
