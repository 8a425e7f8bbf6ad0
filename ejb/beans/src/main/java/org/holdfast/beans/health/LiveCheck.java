package org.holdfast.beans.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.holdfast.beans.state.BrokerState;
import org.holdfast.beans.state.State;

/** The liveness check. Down when the flush thread has died, or the broker has ended: only a restart helps. */
@Liveness
@ApplicationScoped
public class LiveCheck implements HealthCheck {
    @Inject
    private BrokerState state;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("holdfast-live")
                .status(isLive(state.current()))
                .build();
    }

    private static boolean isLive(State current) {
        if (current instanceof State.Running running) {
            return running.flushThread().isAlive();
        }
        return !(current instanceof State.Stopped);
    }
}
