package org.holdfast.adapter.route;

import java.net.URI;
import java.util.function.Consumer;
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
     * Tells the way: now, and each time that it comes, or goes, which is told as null.
     *
     * @return ends it
     */
    public Gateways.Watch watch(Consumer<@Nullable Gateway> consumer) {
        if (server.isLocal()) {
            return Gateways.watch(consumer);
        }
        consumer.accept(gateway());
        return () -> {};
    }
}
