package org.holdfast.adapter.tcp;

import java.net.URI;
import org.holdfast.adapter.link.AdapterContext;
import org.holdfast.adapter.link.ServerConfig;
import org.holdfast.mqtt.gateway.Gateway;
import org.holdfast.mqtt.gateway.Link;
import org.holdfast.mqtt.gateway.LinkOptions;
import org.holdfast.mqtt.gateway.LinkReceiver;

/** Connects clients to a broker over the network. Any thread. */
public final class TcpGateway implements Gateway {
    private final ServerConfig server;
    private final URI uri;
    private final AdapterContext context;

    /** Creates a gateway to the broker at a URI, which has a host and a port. */
    public TcpGateway(ServerConfig server, URI uri, AdapterContext context) {
        this.server = server;
        this.uri = uri;
        this.context = context;
    }

    @Override
    public Link connect(LinkOptions options, LinkReceiver receiver) {
        TcpLink link = server.isMqtt5()
                ? new Mqtt5Link(server, uri, options, receiver)
                : new Mqtt3Link(server, uri, options, receiver);
        context.execute(link::begin); // its threads inherit from the one that makes them
        return link;
    }
}
