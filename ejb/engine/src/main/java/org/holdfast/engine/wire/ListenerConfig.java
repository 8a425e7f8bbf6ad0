package org.holdfast.engine.wire;

import java.time.Duration;

/**
 * Configuration of the listener.
 *
 * @param host the address to bind
 * @param port the TCP port; 0 lets the system choose one
 * @param maximumPacketSize the largest packet accepted, in bytes (section 3.2.2.3.6)
 * @param maximumConnections how many connections may be open at once; further ones are closed
 * @param connectTimeout how long a connection may take to send its CONNECT and to authenticate
 * @param eventLoops how many threads serve connections
 */
public record ListenerConfig(
        String host, int port, int maximumPacketSize, int maximumConnections, Duration connectTimeout, int eventLoops) {
    /** Loopback, port 1883; packets up to 16 MiB; 100,000 connections; 10 s; a thread for each processor. */
    public static final ListenerConfig DEFAULT = new ListenerConfig(
            "127.0.0.1",
            1883,
            16 << 20,
            100_000,
            Duration.ofSeconds(10),
            Runtime.getRuntime().availableProcessors());
}
