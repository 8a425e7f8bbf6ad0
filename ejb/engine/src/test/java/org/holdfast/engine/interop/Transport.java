package org.holdfast.engine.interop;

import java.net.InetSocketAddress;
import java.net.URI;
import org.holdfast.engine.testing.TestBroker;

/** How a library reaches the broker. */
enum Transport {
    TCP("tcp", "") {
        @Override
        InetSocketAddress address(TestBroker broker) {
            return broker.address();
        }
    },
    WEBSOCKET("ws", "/mqtt") {
        @Override
        InetSocketAddress address(TestBroker broker) {
            return broker.webSocketAddress();
        }
    };

    private final String scheme;
    private final String path;

    Transport(String scheme, String path) {
        this.scheme = scheme;
        this.path = path;
    }

    /** The transport of the URI. */
    static Transport of(URI broker) {
        return broker.getScheme().equals(WEBSOCKET.scheme) ? WEBSOCKET : TCP;
    }

    /** Where the broker listens. */
    abstract InetSocketAddress address(TestBroker broker);

    /** What a library is told to connect to. */
    URI uri(InetSocketAddress address) {
        return URI.create(scheme + "://" + address.getHostString() + ":" + address.getPort() + path);
    }
}
