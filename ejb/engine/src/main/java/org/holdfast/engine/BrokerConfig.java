package org.holdfast.engine;

import org.holdfast.engine.handler.ConnectConfig;
import org.holdfast.engine.retained.RetainedConfig;
import org.holdfast.engine.session.SessionConfig;
import org.holdfast.engine.wire.ListenerConfig;

/** Everything that can be set about a broker, one record for each concern. */
public record BrokerConfig(
        ListenerConfig listener, ConnectConfig connect, RetainedConfig retained, SessionConfig session) {
    /** All defaults: loopback, port 1883, acknowledged means committed. */
    public static final BrokerConfig DEFAULT = new BrokerConfig(
            ListenerConfig.DEFAULT, ConnectConfig.DEFAULT, RetainedConfig.DEFAULT, SessionConfig.DEFAULT);
}
