package org.holdfast.engine.session.sending;

import java.time.Duration;
import org.holdfast.engine.loop.EventLoop;
import org.holdfast.engine.memory.MemoryAccount;

/**
 * Runs a session's {@link Sender} over one connection, whenever there is something to send and the client accepts it.
 *
 * <p>Owned by the event loop of the connection, which is the session's too until the pump is closed. Tasks that it has
 * scheduled there do nothing after that: the session may be on another loop by then.
 */
public final class Pump {
    private final Outbound to;
    private final Sender sender;
    private final Congestion congestion;
    private final MemoryAccount account;
    private boolean scheduled;
    private boolean closed;
    private EventLoop.Timer resendTimer = EventLoop.Timer.NONE;
    private long unsent;

    /**
     * Sends nothing before {@link #start}.
     *
     * @param account what the session takes of the memory
     */
    public Pump(Outbound to, Sender sender, Congestion congestion, MemoryAccount account) {
        this.to = to;
        this.sender = sender;
        this.congestion = congestion;
        this.account = account;
    }

    /** The connection that it sends over. */
    public Outbound outbound() {
        return to;
    }

    /** Stops: the session no longer uses the connection. */
    public void close() {
        assert to.eventLoop().inEventLoop();
        closed = true;
        resendTimer.cancel();
        congestion.low();
        unsent(0);
    }

    /**
     * Resends unacknowledged messages, and then sends those that wait [MQTT-4.6.0-1].
     *
     * @param resendInterval after how long an unacknowledged message is resent to an MQTT 3.x client; zero: not on this
     *     connection. MQTT 5.0 forbids it [MQTT-4.4.0-1]
     */
    public void start(Duration resendInterval) {
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

    /** Sends as much as the client accepts. */
    public void run() {
        assert to.eventLoop().inEventLoop() && !closed;
        if (sender.pump(to) == Sender.Pumped.MORE && !scheduled) {
            scheduled = true;
            to.eventLoop().later(this::runScheduled);
        }
        unsent(to.unsentBytes());
        if (sender.isFullerThan(2)) {
            congestion.high(to.eventLoop());
        } else if (!sender.isFullerThan(4)) {
            congestion.low();
        }
    }

    /** Counts what has left the queue and not the broker. */
    private void unsent(long bytes) {
        account.take(bytes - unsent);
        unsent = bytes;
    }

    /** Schedules {@link #run} after the current task of the loop. */
    public void soon() {
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
