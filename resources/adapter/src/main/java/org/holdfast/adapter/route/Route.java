package org.holdfast.adapter.route;

import java.net.URI;
import org.holdfast.adapter.link.AdapterContext;
import org.holdfast.adapter.link.Server;
import org.holdfast.adapter.tcp.TcpGateway;
import org.holdfast.mqtt.gateway.Gateway;
import org.holdfast.mqtt.gateway.Gateways;
import org.jspecify.annotations.Nullable;

/** The way to a broker, which comes and goes when it is the one in this JVM. Any thread. */
public record Route(Server server, AdapterContext context) {
    /** The way that there is now, or null. */
    public @Nullable Gateway gateway() {
        URI uri = server.uri();
        return uri == null ? Gateways.current() : new TcpGateway(server, uri, context);
    }

    /**
     * Tells when to ask for the way: now, and each time that it may have come or gone.
     *
     * @return ends it
     */
    public Gateways.Watch watch(Runnable changed) {
        if (server.isLocal()) {
            return Gateways.watch(changed);
        }
        changed.run();
        return () -> {};
    }
}
