package org.holdfast.beans.overview;

import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.holdfast.beans.state.BrokerState;
import org.holdfast.beans.state.State;
import org.holdfast.engine.BrokerStatus;
import org.jspecify.annotations.Nullable;

/** Samples the broker every five seconds, keeps the samples, and notifies the open pages. */
@Singleton
@Lock(LockType.WRITE)
@TransactionManagement(TransactionManagementType.BEAN)
public class SamplerBean {
    private final Clock clock = Clock.systemUTC();

    @Inject
    private BrokerState state;

    @Inject
    private History history;

    @Inject
    private Event<Sample> sampled;

    private @Nullable Look before;

    /** The counters of one moment. */
    private record Look(Instant at, BrokerStatus status) {}

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void look() {
        if (!(state.current() instanceof State.Running running)) {
            before = null;
            return;
        }
        Look now = new Look(clock.instant(), running.broker().status());
        Look earlier = before;
        before = now;
        if (earlier != null) {
            Sample sample = sample(earlier, now);
            history.add(sample);
            sampled.fire(sample);
        }
    }

    private static Sample sample(Look from, Look to) {
        BrokerStatus status = to.status();
        Rate rate = new Rate(Duration.between(from.at(), to.at()).toMillis());
        return new Sample(
                to.at(),
                rate.of(
                        from.status().traffic().publishesReceived(),
                        status.traffic().publishesReceived()),
                rate.of(
                        from.status().traffic().publishesSent(),
                        status.traffic().publishesSent()),
                rate.of(
                        from.status().traffic().bytesReceived(),
                        status.traffic().bytesReceived()),
                rate.of(from.status().traffic().bytesSent(), status.traffic().bytesSent()),
                rate.of(from.status().commits().commits(), status.commits().commits()),
                status.commits().lastCommitMillis(),
                status.retained().waitingTopics(),
                status.connections(),
                status.retained().count(),
                Heap.used());
    }

    /** Computes the growth per second from that in a number of milliseconds; 0 if the clock was set back. */
    private record Rate(long millis) {
        long of(long from, long to) {
            return millis <= 0 ? 0 : Math.round(1000.0 * (to - from) / millis);
        }
    }
}
