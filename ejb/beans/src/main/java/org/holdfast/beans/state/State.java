package org.holdfast.beans.state;

import java.util.function.Consumer;
import org.holdfast.beans.access.MqttLogins;
import org.holdfast.beans.settings.Settings;
import org.holdfast.beans.store.ConsoleDatabase;
import org.holdfast.engine.Broker;
import org.holdfast.engine.Lease;
import org.holdfast.engine.retained.LoadProgress;

/** The state of the broker. Immutable. */
public sealed interface State {
    /** Settings and database are being checked. */
    record Starting() implements State {}

    /**
     * Another broker owns the database, and this one waits until it ends.
     *
     * @param reason who owns it, or why it cannot be taken
     */
    record Standby(String reason) implements State {}

    /** Retained messages are being read. */
    record Loading(LoadProgress progress) implements State {}

    /**
     * Clients are served.
     *
     * @param flushThread the only thread that writes the broker's data
     * @param database the database of the console
     * @param lease whether this broker still owns the database
     * @param logins the failed logins of MQTT clients
     * @param reconfiguration applies changed settings to the broker, as far as they may change
     */
    record Running(
            Broker broker,
            Settings settings,
            Thread flushThread,
            ConsoleDatabase database,
            Lease lease,
            MqttLogins logins,
            Consumer<Settings> reconfiguration)
            implements State {
        /** Returns the state with changed settings. */
        public Running with(Settings changed) {
            return new Running(broker, changed, flushThread, database, lease, logins, reconfiguration);
        }
    }

    /** The broker has stopped, or never got as far as running. */
    record Stopped() implements State {}
}
