package org.holdfast.beans.state;

import jakarta.enterprise.context.ApplicationScoped;
import org.holdfast.beans.problem.UnavailableException;

/**
 * Holds the state of the broker. Not part of the startup bean: while that starts, the container blocks all its callers.
 */
@ApplicationScoped
public class BrokerState {
    private volatile State current = new State.Starting();

    /** Returns the current state. */
    public State current() {
        return current;
    }

    /**
     * Returns the running broker.
     *
     * @throws UnavailableException when no broker is running
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
