package org.holdfast.engine.wire.websocket;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/**
 * Configuration of the listener for WebSockets.
 *
 * @param host the address to bind
 * @param port the TCP port; 0 lets the system choose one
 * @param path the path of the URI that clients ask for
 * @param allowedOrigins the pages that a browser may connect from, such as {@code https://example.org}: the listed ones;
 *     {@link #ANY_ORIGIN}: all; none listed: those of this machine. Other clients send no origin, or this broker
 */
public record WebSocketConfig(String host, int port, String path, Set<String> allowedOrigins) {
    /** Stands for every origin. */
    public static final String ANY_ORIGIN = "*";

    /** Loopback, port 8083, {@code /mqtt}, pages of this machine. */
    public static final WebSocketConfig DEFAULT = new WebSocketConfig("127.0.0.1", 8083, "/mqtt", Set.of());

    /** Copies the listed origins. */
    public WebSocketConfig {
        allowedOrigins = Set.copyOf(allowedOrigins);
    }

    /** Returns the URI with which clients open a WebSocket at the address. */
    public URI uri(InetSocketAddress bound) {
        try {
            return new URI("ws", null, bound.getAddress().getHostAddress(), bound.getPort(), path, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(path + " is not the path of a URI", e);
        }
    }
}
