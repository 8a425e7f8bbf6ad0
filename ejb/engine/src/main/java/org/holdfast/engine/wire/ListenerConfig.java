package org.holdfast.engine.wire;

import java.time.Duration;
import org.holdfast.engine.message.PacketLimits;

/**
 * Configuration of the listener.
 *
 * @param host the address to bind
 * @param port the TCP port; 0 lets the system choose one
 * @param packets the limits of packets
 * @param maximumConnections how many connections may be open at once; further ones are closed
 * @param connectTimeout how long a connection may take to send its CONNECT and to authenticate
 * @param eventLoops how many threads serve connections
 * @param maximumPartialBytes the memory that packets may take together which have not arrived to their end
 */
public record ListenerConfig(
        String host,
        int port,
        PacketLimits packets,
        int maximumConnections,
        Duration connectTimeout,
        int eventLoops,
        long maximumPartialBytes) {
    /** Loopback, port 1883; 100,000 connections; 10 s; a thread for each processor; 15 % of the heap. */
    public static final ListenerConfig DEFAULT = new ListenerConfig(
            "127.0.0.1",
            1883,
            PacketLimits.DEFAULT,
            100_000,
            Duration.ofSeconds(10),
            Runtime.getRuntime().availableProcessors(),
            Runtime.getRuntime().maxMemory() / 10 * 3 / 2); // half of what sessions may take
}
