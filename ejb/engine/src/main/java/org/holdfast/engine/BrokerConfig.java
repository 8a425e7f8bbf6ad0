package org.holdfast.engine;

import org.holdfast.engine.handler.ConnectConfig;
import org.holdfast.engine.retained.RetainedConfig;
import org.holdfast.engine.session.SessionConfig;
import org.holdfast.engine.wire.ListenerConfig;
import org.holdfast.engine.wire.websocket.WebSocketConfig;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set about a broker, one record for each concern.
 *
 * @param webSocket null when MQTT is on TCP alone
 */
public record BrokerConfig(
        ListenerConfig listener,
        @Nullable WebSocketConfig webSocket,
        ConnectConfig connect,
        RetainedConfig retained,
        SessionConfig session) {
    /** All defaults: loopback, port 1883, WebSocket on port 8083, acknowledged means committed. */
    public static final BrokerConfig DEFAULT = new BrokerConfig(
            ListenerConfig.DEFAULT,
            WebSocketConfig.DEFAULT,
            ConnectConfig.DEFAULT,
            RetainedConfig.DEFAULT,
            SessionConfig.DEFAULT);
}
