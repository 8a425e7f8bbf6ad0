package org.holdfast.mqtt.gateway;

/**
 * Receives the events of a {@link Link}. Called by threads of the broker or of a connection, one call at a time; no method may
 * block.
 */
public interface LinkReceiver {
    /**
     * Called when the client is connected.
     *
     * @param sessionPresent whether the broker resumed its session
     */
    void connected(boolean sessionPresent);

    /**
     * Called for each message.
     *
     * @param delivery the message, to be acknowledged
     */
    void message(LinkDelivery delivery);

    /**
     * Called when the broker rejected the client or the connection ended; no other call follows. Not after {@link Link#close}.
     *
     * @param reasonCode of CONNACK or DISCONNECT, or 0 when there is none
     * @param explanation what happened
     */
    void closed(int reasonCode, String explanation);
}
