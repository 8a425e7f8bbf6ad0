package org.holdfast.adapter.locator;

import java.net.URI;
import org.holdfast.adapter.link.AdapterContext;
import org.holdfast.adapter.link.ServerConfig;
import org.holdfast.adapter.tcp.TcpGateway;
import org.holdfast.mqtt.gateway.Gateway;
import org.holdfast.mqtt.gateway.Gateways;
import org.jspecify.annotations.Nullable;

/** Finds the gateway to a broker. That of the broker in this JVM may appear and disappear. Any thread. */
public record BrokerLocator(ServerConfig server, AdapterContext context) {
    /** Returns the current gateway, or null while there is none. */
    public @Nullable Gateway gateway() {
        URI uri = server.uri();
        return uri == null ? Gateways.current() : new TcpGateway(server, uri, context);
    }

    /**
     * Calls {@code changed} now, and whenever the gateway may have appeared or disappeared.
     *
     * @return stops the calls when closed
     */
    public Gateways.Watch watch(Runnable changed) {
        if (server.isLocal()) {
            return Gateways.watch(changed);
        }
        changed.run();
        return () -> {};
    }
}
