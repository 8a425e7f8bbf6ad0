package org.holdfast.engine.loop;

import java.time.Duration;

/**
 * The event loop that a session is confined to. It changes when the client reconnects on a connection of another loop:
 * a task that was given to the previous loop follows the session to its new one.
 *
 * <p>Any thread, except where a method says otherwise.
 */
public final class SessionLoop {
    private volatile EventLoop current;
    private boolean isMoving;

    public SessionLoop(EventLoop first) {
        current = first;
    }

    /** Whether the calling thread owns the session. What is confined to the session asserts it. */
    public boolean isHere() {
        return current.inEventLoop();
    }

    /** The current loop; it does not change while the caller runs on it. */
    public EventLoop current() {
        return current;
    }

    /** Runs a task on the loop that the session is confined to when the task begins. */
    public void execute(Runnable task) {
        current.execute(() -> runOrFollow(task));
    }

    private void runOrFollow(Runnable task) {
        if (isHere()) {
            task.run();
        } else {
            execute(task);
        }
    }

    /** Runs the next part of longer work ({@link EventLoop#later}), wherever the session is by then. On the loop only. */
    public void later(Runnable part) {
        assert isHere();
        current.later(() -> runOrFollow(part));
    }

    /**
     * Runs a task after a delay in milliseconds, unless it is cancelled, as it is before the session moves. On the loop only.
     */
    public EventLoop.Timer after(long millis, Runnable task) {
        assert isHere();
        return current.schedule(Duration.ofMillis(Math.max(0, millis)), task);
    }

    /** Moves the session to another loop; the caller must not use it afterwards. On the loop only. */
    public void moveTo(EventLoop other) {
        assert isHere();
        isMoving = true;
        current = other;
    }

    /** Called when the connection for which the session has moved takes it. On the loop only. */
    public void arrived() {
        isMoving = false;
    }

    /** Whether the session has moved for a connection that has not taken it yet. On the loop only. */
    public boolean isMoving() {
        return isMoving;
    }
}
