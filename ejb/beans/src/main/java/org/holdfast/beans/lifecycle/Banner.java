package org.holdfast.beans.lifecycle;

import java.net.InetSocketAddress;
import java.util.Locale;
import org.holdfast.beans.settings.Settings;
import org.holdfast.engine.Broker;

/** What the user should know when the broker has started. */
final class Banner {
    private Banner() {}

    static String of(Broker broker, Settings settings) {
        return String.format(
                Locale.ROOT,
                """
                  MQTT         %s%s
                  Database     %s, %,d retained messages
                  Acknowledge  %s
                """,
                inWords(broker.address()),
                settings.access().isConfigured()
                        ? ""
                        : " (this machine only; set holdfast.access.users.<name>=<password> to open it to others)",
                settings.store().location(),
                broker.status().retained().count(),
                settings.broker().retained().acknowledge().name().toLowerCase(Locale.ROOT));
    }

    private static String inWords(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
