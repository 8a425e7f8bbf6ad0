package org.holdfast.engine.local;

import org.holdfast.engine.message.ReasonCode;

/** The other side of a {@link LocalConnection}. Called on one event loop of the broker, so no method may block. */
public interface LocalReceiver {
    /**
     * The client is connected.
     *
     * @param sessionPresent whether the broker still knew it [MQTT-3.2.2-2]
     */
    void connected(boolean sessionPresent);

    /** A message has come. There is room for another when {@link LocalDelivery#acknowledge} has been called for it. */
    void message(LocalDelivery delivery);

    /**
     * The client was not let in, or is connected no more; nothing else comes. Not called after {@link LocalConnection#close}.
     *
     * @param reason {@link ReasonCode#SUCCESS} when there is none
     */
    void closed(ReasonCode reason, String explanation);
}
