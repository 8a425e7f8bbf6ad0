package org.holdfast.engine.local;

import org.holdfast.engine.message.ReasonCode;

/** The callbacks of a {@link LocalConnection}. Called on one event loop of the broker, so no method may block. */
public interface LocalReceiver {
    /**
     * Called when the client is connected.
     *
     * @param sessionPresent whether the broker had a session of the client [MQTT-3.2.2-2]
     */
    void connected(boolean sessionPresent);

    /** Called for each message. There is room for another after {@link LocalDelivery#acknowledge}. */
    void message(LocalDelivery delivery);

    /**
     * Called last, when the client was refused or is no longer connected. Not called after
     * {@link LocalConnection#close}.
     *
     * @param reason {@link ReasonCode#SUCCESS} when there is none
     */
    void closed(ReasonCode reason, String explanation);
}
