package org.holdfast.beans.state;

import java.util.function.Consumer;
import org.holdfast.beans.settings.Settings;
import org.holdfast.beans.store.ConsoleDatabase;
import org.holdfast.engine.Broker;
import org.holdfast.engine.Lease;
import org.holdfast.engine.retained.LoadProgress;

/** How far the broker is. Immutable. */
public sealed interface State {
    /** Settings and database are being looked at. */
    record Starting() implements State {}

    /**
     * Another broker has the database, and this one waits until it ends.
     *
     * @param reason who has it, or why it cannot be taken
     */
    record Standby(String reason) implements State {}

    /** Retained messages are being read. */
    record Loading(LoadProgress progress) implements State {}

    /**
     * Clients are served.
     *
     * @param flushThread the only one that writes what the broker keeps
     * @param database what the console keeps
     * @param lease whether the database is still this broker's
     * @param reconfiguration makes the broker go on with other settings, as far as they may change
     */
    record Running(
            Broker broker,
            Settings settings,
            Thread flushThread,
            ConsoleDatabase database,
            Lease lease,
            Consumer<Settings> reconfiguration)
            implements State {}

    /** The broker has stopped, or never got as far as running. */
    record Stopped() implements State {}
}
