package org.holdfast.beans.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;
import org.holdfast.beans.state.BrokerState;
import org.holdfast.beans.state.State;

/** Up once clients are served. */
@Startup
@ApplicationScoped
public class StartedCheck implements HealthCheck {
    @Inject
    private BrokerState state;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("holdfast-started")
                .status(state.current() instanceof State.Running)
                .build();
    }
}
