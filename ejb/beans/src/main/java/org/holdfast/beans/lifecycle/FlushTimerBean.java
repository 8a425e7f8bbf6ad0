package org.holdfast.beans.lifecycle;

import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import org.holdfast.beans.state.BrokerState;
import org.holdfast.beans.state.State;

/** The EJB timer of the flush. The flush itself runs on its own thread, which this only wakes. */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FlushTimerBean implements FlushTimer {
    @Resource
    private TimerService timers;

    @Inject
    private BrokerState state;

    @Override
    public void start(Duration interval) {
        timers.createIntervalTimer(interval.toMillis(), interval.toMillis(), new TimerConfig(null, false));
    }

    @Override
    public void stop() {
        timers.getTimers().forEach(Timer::cancel);
    }

    @Timeout
    void requestFlush() {
        if (state.current() instanceof State.Running running) {
            running.broker().requestFlush();
        }
    }
}
