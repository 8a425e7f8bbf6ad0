package org.holdfast.engine.session;

import java.time.Duration;
import org.holdfast.engine.loop.EventLoop;

/**
 * Lets a session's {@link Sender} send over one connection, whenever there is something and the client takes it.
 *
 * <p>Owned by the event loop of the connection, which is the session's too until the pump is closed. What it has scheduled there
 * does nothing after that: the session may be on another loop by then.
 */
final class Pump {
    private final Outbound to;
    private final Sender sender;
    private final Congestion congestion;
    private boolean scheduled;
    private boolean closed;
    private EventLoop.Timer resendTimer = EventLoop.Timer.NONE;

    /** Sends nothing before {@link #start}. */
    Pump(Outbound to, Sender sender, Congestion congestion) {
        this.to = to;
        this.sender = sender;
        this.congestion = congestion;
    }

    /** The connection that it sends over. */
    Outbound outbound() {
        return to;
    }

    /** The connection is not the session's any more. */
    void close() {
        assert to.eventLoop().inEventLoop();
        closed = true;
        resendTimer.cancel();
        congestion.low();
    }

    /**
     * Sends again what was not acknowledged, and then what waits [MQTT-4.6.0-1].
     *
     * @param resendInterval after how long an MQTT 3.x client gets a message again that it has not acknowledged; zero: not on
     *     this connection. MQTT 5.0 forbids it [MQTT-4.4.0-1]
     */
    void start(Duration resendInterval) {
        if (!to.version().isMqtt5() && !resendInterval.isZero()) {
            scheduleResend(resendInterval);
        }
        run();
    }

    private void scheduleResend(Duration interval) {
        resendTimer = to.eventLoop().schedule(interval, () -> {
            if (!closed) {
                sender.resendOverdue(to, interval);
                scheduleResend(interval);
            }
        });
    }

    /** Sends what the client takes. */
    void run() {
        assert to.eventLoop().inEventLoop() && !closed;
        if (sender.pump(to) == Sender.Pumped.MORE) {
            soon();
        }
        if (sender.isFullerThan(2)) {
            congestion.high(to.eventLoop());
        } else if (!sender.isFullerThan(4)) {
            congestion.low();
        }
    }

    /** Sends what waits, once the loop is through with what it is doing. */
    void soon() {
        assert to.eventLoop().inEventLoop() && !closed;
        if (!scheduled) {
            scheduled = true;
            to.eventLoop().execute(this::runScheduled);
        }
    }

    private void runScheduled() {
        scheduled = false;
        if (!closed) {
            run();
        }
    }
}
