package org.holdfast.engine.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lets a session's {@link Sender} send to the client that is connected, whenever there is something and the client takes it.
 *
 * <p>Owned by the session's event loop, which is that of the connection while there is one; {@link #isCongested} may be called by
 * any thread.
 */
final class Pump {
    private final Sender sender;
    private final Duration resendInterval;
    private final Congestion congestion = new Congestion();
    private @Nullable Outbound outbound;
    private boolean scheduled;
    private EventLoop.Timer resendTimer = EventLoop.Timer.NONE;

    Pump(Sender sender, Duration resendInterval) {
        this.sender = sender;
        this.resendInterval = resendInterval;
    }

    /** The client is there, and nothing is sent before {@link #resume}. */
    void attach(Outbound to, int receiveMaximum) {
        outbound = to;
        sender.begin(receiveMaximum);
    }

    /** The client is away. */
    void detach() {
        outbound = null;
        resendTimer.cancel();
        congestion.low();
    }

    /** The connection that is used now, or null. */
    @Nullable
    Outbound outbound() {
        return outbound;
    }

    /** Sends again what was not acknowledged, and then what waits [MQTT-4.6.0-1]. */
    void resume() {
        Outbound to = outbound;
        if (to != null && !to.version().isMqtt5() && !resendInterval.isZero()) {
            scheduleResend(to);
        }
        run();
    }

    /** MQTT 3.x only: MQTT 5.0 forbids to send again on a connection that lasts [MQTT-4.4.0-1]. */
    private void scheduleResend(Outbound to) {
        resendTimer = to.eventLoop().schedule(resendInterval, () -> {
            if (outbound == to) {
                sender.resendOverdue(to, resendInterval);
                scheduleResend(to);
            }
        });
    }

    /** Sends what the client takes. */
    void run() {
        Outbound to = outbound;
        if (to == null || !to.eventLoop().inEventLoop()) {
            return; // the session has moved: the loop where it is now sees to it
        }
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
        Outbound to = outbound;
        if (!scheduled && to != null) {
            scheduled = true;
            to.eventLoop().execute(this::runScheduled);
        }
    }

    private void runScheduled() {
        scheduled = false;
        run();
    }

    /** Whether publishers should wait a moment for the client. */
    boolean isCongested() {
        return congestion.isCongested();
    }

    /** Runs a task when they need not wait any more. */
    void onRelief(Runnable task) {
        congestion.onRelief(task);
    }
}
