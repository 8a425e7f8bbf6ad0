package org.holdfast.mqtt.gateway;

/** The other end of a {@link Link}. Called by threads of the broker or of a connection, one after the other; no method blocks. */
public interface LinkReceiver {
    /**
     * The client is connected.
     *
     * @param sessionPresent whether the broker still knew it
     */
    void connected(boolean sessionPresent);

    /**
     * A message has come.
     *
     * @param delivery the message, to be acknowledged
     */
    void message(LinkDelivery delivery);

    /**
     * The client was not let in, or is connected no more; nothing else comes. Not after {@link Link#close}.
     *
     * @param reasonCode of CONNACK or DISCONNECT, or 0 when there is none
     * @param explanation what has happened
     */
    void closed(int reasonCode, String explanation);
}
