package org.holdfast.engine;

import java.time.Duration;
import org.holdfast.engine.commit.CommitConfig;
import org.holdfast.engine.handler.ConnectConfig;
import org.holdfast.engine.retained.RetainedConfig;
import org.holdfast.engine.session.SessionConfig;
import org.holdfast.engine.wire.ListenerConfig;
import org.holdfast.engine.wire.websocket.WebSocketConfig;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a broker, one record for each concern.
 *
 * @param listener the listener and the limits of its connections
 * @param webSocket null when MQTT is on TCP alone
 * @param connect the answer to CONNECT
 * @param commits when changes are written to the store
 * @param retained how retained messages are kept
 * @param session limits of sessions
 * @param sysInterval the time between two publications of the $SYS topics; zero: they are never published
 */
public record BrokerConfig(
        ListenerConfig listener,
        @Nullable WebSocketConfig webSocket,
        ConnectConfig connect,
        CommitConfig commits,
        RetainedConfig retained,
        SessionConfig session,
        Duration sysInterval) {
    /** All defaults: loopback, port 1883, WebSocket on port 8083, acknowledged means committed, $SYS topics every 10 s. */
    public static final BrokerConfig DEFAULT = new BrokerConfig(
            ListenerConfig.DEFAULT,
            WebSocketConfig.DEFAULT,
            ConnectConfig.DEFAULT,
            CommitConfig.DEFAULT,
            RetainedConfig.DEFAULT,
            SessionConfig.DEFAULT,
            Duration.ofSeconds(10));
}
