package org.holdfast.engine.session.sending;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.loop.EventLoop;

/**
 * Makes publishers wait a moment for a client that is slower than all of them together. A client that needs longer than
 * that no longer delays them, and loses the messages that its queue has no room for.
 *
 * <p>Owned by the session's event loop; {@link #isCongested} may be called by any thread.
 */
public final class Congestion {
    /** The maximum time that a client may delay its publishers at once. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final List<Runnable> waiting = new ArrayList<>();
    private volatile boolean congested;
    private boolean tooSlow;
    private EventLoop.Timer timer = EventLoop.Timer.NONE;

    public boolean isCongested() {
        return congested;
    }

    /** Called when the queue is more than half full. */
    void high(EventLoop loop) {
        if (!congested && !tooSlow) {
            congested = true;
            timer = loop.schedule(PATIENCE, this::outOfPatience);
        }
    }

    /** Called when the queue is less than a quarter full, or there is no client. */
    void low() {
        tooSlow = false;
        relieve();
    }

    /** Runs a task when the congestion is over. */
    public void onRelief(Runnable task) {
        if (congested) {
            waiting.add(task);
        } else {
            task.run();
        }
    }

    private void outOfPatience() {
        tooSlow = true;
        relieve();
    }

    private void relieve() {
        if (congested) {
            congested = false;
            timer.cancel();
            waiting.forEach(Runnable::run);
            waiting.clear();
        }
    }
}
