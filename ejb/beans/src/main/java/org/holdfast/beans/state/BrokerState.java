package org.holdfast.beans.state;

import jakarta.enterprise.context.ApplicationScoped;

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

    /** Called by the lifecycle only. */
    public void become(State next) {
        current = next;
    }
}
