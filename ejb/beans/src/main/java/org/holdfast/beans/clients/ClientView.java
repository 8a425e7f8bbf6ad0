package org.holdfast.beans.clients;

import java.time.Instant;
import org.holdfast.beans.endpoints.EndpointView;
import org.jspecify.annotations.Nullable;

/**
 * A client, connected or away.
 *
 * @param clientId the Client Identifier
 * @param connected whether it is connected; if not, what is said of a connection is null
 * @param protocol MQTT 3.1, MQTT 3.1.1 or MQTT 5.0
 * @param address of its other end, with the port; of one in an application on this server, what it is
 * @param transport tcp, websocket, or local: in an application on this server
 * @param userName who it has shown to be, or null
 * @param keepAliveSeconds 0 for none
 * @param cleanStart whether it has begun without what was known before
 * @param connectedSince when it was accepted
 * @param sessionExpirySeconds for how long its session outlives the connection; 4,294,967,295 for ever
 * @param sessionExpiresAt when the session ends, or null
 * @param durable whether the session survives the broker
 * @param subscriptions how many it has
 * @param messagesReceived how many messages it has published
 * @param messagesSent how many have been sent to it
 * @param messagesDropped how many found its queue full, or waited too long
 * @param inflight how many are on their way to it, at QoS 1 and 2
 * @param queued how many wait for it
 * @param queuedBytes about how many bytes of memory those take
 * @param endpoint how the message-driven bean fares that the client is; null when it is none
 */
public record ClientView(
        String clientId,
        boolean connected,
        @Nullable String protocol,
        @Nullable String address,
        @Nullable String transport,
        @Nullable String userName,
        @Nullable Integer keepAliveSeconds,
        @Nullable Boolean cleanStart,
        @Nullable Instant connectedSince,
        long sessionExpirySeconds,
        @Nullable Instant sessionExpiresAt,
        boolean durable,
        int subscriptions,
        long messagesReceived,
        long messagesSent,
        long messagesDropped,
        int inflight,
        int queued,
        long queuedBytes,
        @Nullable EndpointView endpoint) {}
