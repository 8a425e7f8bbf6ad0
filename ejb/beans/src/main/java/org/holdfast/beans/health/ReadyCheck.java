package org.holdfast.beans.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.holdfast.beans.state.BrokerState;
import org.holdfast.beans.state.State;
import org.holdfast.engine.BrokerStatus;
import org.holdfast.engine.commit.CommitStatus;
import org.holdfast.engine.retained.RetainedStatus;
import org.jspecify.annotations.Nullable;

/** The readiness check. Up while clients are served and the database accepts changes; with figures either way. */
@Readiness
@ApplicationScoped
public class ReadyCheck implements HealthCheck {
    @Inject
    private BrokerState state;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("holdfast-ready");
        State current = state.current();
        if (current instanceof State.Running running) {
            return withFigures(
                            response, running.broker().status(), running.lease().isHeld())
                    .build();
        }
        addReason(response, current);
        return response.withData("state", current.getClass().getSimpleName())
                .down()
                .build();
    }

    private static void addReason(HealthCheckResponseBuilder response, State current) {
        if (current instanceof State.Loading loading) {
            response.withData("loaded", loading.progress().loaded())
                    .withData("loadPercent", loading.progress().percent())
                    .withData("loadedPerSecond", loading.progress().perSecond());
        }
        if (current instanceof State.Standby standby) {
            response.withData("reason", standby.reason());
        }
    }

    private static HealthCheckResponseBuilder withFigures(
            HealthCheckResponseBuilder response, BrokerStatus status, boolean hasLease) {
        RetainedStatus retained = status.retained();
        CommitStatus commits = status.commits();
        response.status(status.listening() && commits.failure() == null && hasLease)
                .withData("state", "Running")
                .withData("loadPercent", 100)
                .withData("listening", status.listening())
                .withData("connections", status.connections())
                .withData("sessionBytes", status.sessions().memoryUsed())
                .withData("sessionsLeftOnDisk", status.sessions().leftOnDisk())
                .withData("sessionBytesLimit", status.sessions().maximumMemory())
                .withData("retainedMessages", retained.count())
                .withData("waitingTopics", retained.waitingTopics())
                .withData("waitingBytes", retained.waitingBytes())
                .withData("commits", commits.commits());
        if (commits.commits() > 0) {
            response.withData(
                    "lastCommit", Instant.ofEpochMilli(commits.lastCommit()).toString());
        }
        return withFailures(response, commits.failure(), hasLease);
    }

    private static HealthCheckResponseBuilder withFailures(
            HealthCheckResponseBuilder response, @Nullable String storeFailure, boolean hasLease) {
        if (!hasLease) {
            response.withData("lease", "not held: the database does not confirm that this broker still owns it");
        }
        if (storeFailure != null) {
            response.withData("storeFailure", storeFailure);
        }
        return response;
    }
}
