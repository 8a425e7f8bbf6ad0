package org.holdfast.engine.routing;

import org.jspecify.annotations.Nullable;

/** Where a message comes from. */
public interface Source {
    /** The broker itself. */
    Source BROKER = new Source() {
        @Override
        public @Nullable Subscriber subscriber() {
            return null;
        }

        @Override
        public void slowDown(Subscriber congested) {}
    };

    /** The publisher as a subscriber, for No Local [MQTT-3.8.3-3]; null when it is none. */
    @Nullable
    Subscriber subscriber();

    /** A subscriber has got the message, but much waits for it: the next message should wait for its relief. */
    void slowDown(Subscriber congested);
}
