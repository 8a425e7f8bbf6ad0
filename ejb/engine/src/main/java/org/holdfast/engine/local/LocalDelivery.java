package org.holdfast.engine.local;

import java.util.List;
import java.util.stream.IntStream;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.routing.Identifiers;

/** A message that a local client has received, and must acknowledge. Any thread. */
public final class LocalDelivery {
    private final LocalConnection connection;
    private final Delivery delivery;
    private final int packetId;
    private final boolean duplicate;

    LocalDelivery(LocalConnection connection, Delivery delivery, int packetId, boolean duplicate) {
        this.connection = connection;
        this.delivery = delivery;
        this.packetId = packetId;
        this.duplicate = duplicate;
    }

    /** The message; shared by all its receivers. */
    public Message message() {
        return delivery.message();
    }

    /** The QoS at which it was delivered. */
    public QoS qos() {
        return delivery.qos();
    }

    /** The RETAIN flag (section 3.3.1.3). */
    public boolean retain() {
        return delivery.retain();
    }

    /** Whether the client may have received it before (section 3.3.1.1). */
    public boolean isDuplicate() {
        return duplicate;
    }

    /** The Subscription Identifiers of all subscriptions that it matches. */
    public List<Integer> subscriptionIdentifiers() {
        Identifiers identifiers = delivery.identifiers();
        return IntStream.range(0, identifiers.size()).mapToObj(identifiers::get).toList();
    }

    /**
     * Acknowledges the message: at QoS 1 and 2 it leaves the session, and at any QoS there is room for another. Call it
     * once, in any order; if the connection has ended by then, the session's next connection gets it again.
     */
    public void acknowledge() {
        connection.acknowledge(this);
    }

    int packetId() {
        return packetId;
    }
}
