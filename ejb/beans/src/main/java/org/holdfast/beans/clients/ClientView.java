package org.holdfast.beans.clients;

import java.time.Instant;
import org.holdfast.beans.endpoints.EndpointView;
import org.jspecify.annotations.Nullable;

/**
 * A connected or disconnected client.
 *
 * @param clientId the Client Identifier
 * @param connected whether it is connected; if not, all values of a connection are null
 * @param protocol MQTT 3.1, MQTT 3.1.1 or MQTT 5.0
 * @param address the remote address with the port; of a client in an application on this server, its description
 * @param transport tcp, websocket, or local: in an application on this server
 * @param userName its User Name, or null
 * @param keepAliveSeconds 0 for none
 * @param cleanStart whether it connected with Clean Start
 * @param connectedSince when it connected
 * @param sessionExpirySeconds how long its session outlives the connection; 4,294,967,295: it never expires
 * @param sessionExpiresAt when the session ends, or null
 * @param durable whether the session survives a restart of the broker
 * @param subscriptions how many it has
 * @param messagesReceived how many messages it has published
 * @param messagesSent how many have been sent to it
 * @param messagesDropped how many were dropped, because its queue was full or they waited too long
 * @param inflight how many QoS 1 and 2 messages to it are unacknowledged
 * @param queued how many wait for it
 * @param queuedBytes the approximate memory of these, in bytes
 * @param endpoint the message-driven bean that is this client; null when there is none
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
