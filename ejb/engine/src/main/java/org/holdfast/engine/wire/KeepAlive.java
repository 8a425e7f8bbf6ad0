package org.holdfast.engine.wire;

import java.time.Duration;
import org.holdfast.engine.session.EventLoop;

/**
 * Notices that a client has been silent for one and a half times its Keep Alive (section 3.1.2.10). Owned by the
 * connection's event loop.
 */
final class KeepAlive {
    private final EventLoop loop;
    private final Runnable expired;
    private long limitNanos;
    private long lastHeard;
    private EventLoop.Timer timer = EventLoop.Timer.NONE;

    /** Not watching yet; {@code expired} runs at most once. */
    KeepAlive(EventLoop loop, Runnable expired) {
        this.loop = loop;
        this.expired = expired;
    }

    /** Begins to watch, or watches with another limit. */
    void watch(Duration limit) {
        timer.cancel();
        limitNanos = limit.toNanos();
        lastHeard = loop.nanoTime();
        timer = loop.schedule(limit, this::check);
    }

    /** Watches for as long again, as if the client had just been heard. */
    void watchAgain() {
        watch(Duration.ofNanos(limitNanos));
    }

    /** Ends watching. */
    void stop() {
        timer.cancel();
        timer = EventLoop.Timer.NONE;
    }

    /** The client has sent something, or is kept from sending by the broker itself. */
    void heard() {
        lastHeard = loop.nanoTime();
    }

    private void check() {
        long left = limitNanos - (loop.nanoTime() - lastHeard);
        if (left <= 0) {
            expired.run(); // [MQTT-3.1.2-22]
        } else {
            timer = loop.schedule(Duration.ofNanos(left).plusMillis(1), this::check);
        }
    }
}
