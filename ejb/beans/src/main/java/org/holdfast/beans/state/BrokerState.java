package org.holdfast.beans.state;

import jakarta.enterprise.context.ApplicationScoped;
import org.holdfast.beans.problem.UnavailableException;

/**
 * The one place that knows how far the broker is. Not in the startup bean itself: while that starts, the container makes
 * everybody wait who asks it anything.
 */
@ApplicationScoped
public class BrokerState {
    private volatile State current = new State.Starting();

    /** How far the broker is now. */
    public State current() {
        return current;
    }

    /**
     * The broker that runs now.
     *
     * @throws UnavailableException when none does
     */
    public State.Running running() {
        if (current instanceof State.Running running) {
            return running;
        }
        throw new UnavailableException("the broker is not running; see /health");
    }

    /** Called by the lifecycle only. */
    public void become(State next) {
        current = next;
    }
}
