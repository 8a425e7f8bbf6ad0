package org.holdfast.beans.state;

import org.holdfast.beans.settings.Settings;
import org.holdfast.engine.Broker;
import org.holdfast.engine.retained.LoadProgress;

/** How far the broker is. Immutable. */
public sealed interface State {
    /** Settings and database are being looked at. */
    record Starting() implements State {}

    /** Retained messages are being read. */
    record Loading(LoadProgress progress) implements State {}

    /** Clients are served; {@code flushThread} is the only one that writes to the store. */
    record Running(Broker broker, Settings settings, Thread flushThread) implements State {}

    /** The broker has stopped, or never got as far as running. */
    record Stopped() implements State {}
}
