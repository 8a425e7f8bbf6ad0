package org.holdfast.engine.wire;

import java.time.Duration;
import org.holdfast.engine.loop.EventLoop;

/**
 * Detects that a client has been silent for one and a half times its Keep Alive (section 3.1.2.10), or has sent no
 * CONNECT in time. Owned by the connection's event loop.
 *
 * <p>A loop that is late may find the time over before it has read what arrived in time: so it checks once more, after
 * its next reading.
 */
final class KeepAlive {
    private final EventLoop loop;
    private final Runnable expired;
    private long limitNanos;
    private long lastHeard;
    private boolean looksAgain;
    private EventLoop.Timer timer = EventLoop.Timer.NONE;

    /** Starts without watching; {@code expired} runs at most once. */
    KeepAlive(EventLoop loop, Runnable expired) {
        this.loop = loop;
        this.expired = expired;
    }

    /** Starts to watch, or restarts with another limit. */
    void watch(Duration limit) {
        timer.cancel();
        limitNanos = limit.toNanos();
        heard();
        timer = loop.schedule(limit, this::check);
    }

    /**
     * Starts the Keep Alive of a connected client.
     *
     * @param seconds 0 for no Keep Alive
     */
    void start(int seconds) {
        stop();
        if (seconds > 0) {
            watch(Duration.ofMillis(seconds * 1500L)); // [MQTT-3.1.2-22]
        }
    }

    /** Restarts with the same limit. */
    void watchAgain() {
        watch(Duration.ofNanos(limitNanos));
    }

    void stop() {
        timer.cancel();
        timer = EventLoop.Timer.NONE;
    }

    /** Called when the client has sent something, or the broker itself has kept it from sending. */
    void heard() {
        lastHeard = loop.nanoTime();
        looksAgain = false;
    }

    private void check() {
        long left = limitNanos - (loop.nanoTime() - lastHeard);
        if (left > 0) {
            timer = loop.schedule(Duration.ofNanos(left).plusMillis(1), this::check);
        } else if (!looksAgain) {
            looksAgain = true;
            timer = loop.schedule(Duration.ZERO, this::check); // a timer set now runs in the loop's next round
        } else {
            expired.run(); // [MQTT-3.1.2-22]
        }
    }
}
