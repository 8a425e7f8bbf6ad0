package org.holdfast.beans.lifecycle;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import org.holdfast.beans.settings.Settings;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.users.FirstAdmin;
import org.holdfast.engine.Broker;

/** The text for the user when the broker has started. */
final class Banner {
    private Banner() {}

    /** Returns the line for the first login. */
    static String login(String password) {
        return "  Log in as    " + FirstAdmin.NAME + ", password " + password + " (shown only once)\n";
    }

    static String of(Broker broker, Settings settings) {
        URI webSocket = broker.webSocketUri();
        return String.format(
                Locale.ROOT,
                """
                  MQTT         %s%s
                %s  Database     %s, %,d retained messages
                  Acknowledge  %s
                """,
                inWords(broker.address()),
                settings.access().isConfigured()
                        ? ""
                        : " (this machine only; set holdfast.access.users.<name>=<password> to open it to others)",
                webSocket == null ? "" : "  WebSocket    " + webSocket + "\n",
                database(settings.store()),
                broker.status().retained().count(),
                settings.broker().retained().acknowledge().name().toLowerCase(Locale.ROOT));
    }

    /** Returns the text for the user when the broker waits for its database. */
    static String ofStandby(String reason) {
        return "  Standby      " + reason + "\n";
    }

    private static String database(StoreSettings store) {
        return store.jndiName() == null ? store.location() : store.location() + " (" + store.jndiName() + ")";
    }

    private static String inWords(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
