package org.holdfast.engine.testing;

/**
 * A packet that a client must not send (section 4.13). A CONNECT is the first packet of its connection, any other comes
 * after one.
 *
 * @param packet in the notation of {@link PacketText}
 */
public record Breach(Protocol protocol, String packet) {
    private static final String CONNECT = "10";

    /** The connection must end, with CONNACK or DISCONNECT where the version has one for the Reason Code. */
    public void endsWith(int reasonCode, TestBroker broker) {
        if (!packet.startsWith(CONNECT)) {
            broker.connect(protocol, "client").send(packet).expectDisconnect(reasonCode);
        } else if (protocol.hasProperties()) {
            broker.open(protocol).send(packet).expectRefused(reasonCode);
        } else {
            broker.open(protocol).send(packet).expectClosed();
        }
    }
}
