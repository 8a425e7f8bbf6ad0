package org.holdfast.engine.handler;

import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.packet.PubAck;
import org.holdfast.engine.packet.PubComp;
import org.holdfast.engine.packet.PubRec;
import org.holdfast.engine.packet.PubRel;
import org.holdfast.engine.session.sending.Answer;

/**
 * Handles PUBACK, PUBREC, PUBREL and PUBCOMP: the rest of the QoS 1 and 2 exchanges (sections 3.4 to 3.7 and 4.3). An answer
 * that does not match its delivery is a protocol error; one to a delivery that does not exist, or no longer, is none.
 */
final class QosHandler {
    /** Handles PUBACK: the client has received a QoS 1 message. */
    void handle(Client client, PubAck pubAck) {
        client.session().sender().completed(pubAck.packetId(), Answer.PUBACK);
    }

    /** Handles PUBREC: the client has received a QoS 2 message, or refuses it. */
    void handle(Client client, PubRec pubRec) {
        if (pubRec.reason().isError()) {
            client.session().sender().completed(pubRec.packetId(), Answer.PUBREC);
        } else if (!client.session().sender().releasing(pubRec.packetId())) {
            client.outbound().send(new PubRel(pubRec.packetId(), unknown(client), null));
        }
    }

    /** Handles PUBREL: the client releases a QoS 2 message that it has sent. */
    void handle(Client client, PubRel pubRel) {
        boolean known = client.session().incoming().release(pubRel.packetId());
        if (known) {
            client.acknowledgements().end();
        }
        ReasonCode reason = known ? ReasonCode.SUCCESS : unknown(client);
        // the release is committed first, also a repeated one: else the next message with this identifier would be
        // taken for this one
        client.whenCommitted(
                () -> client.outbound().send(new PubComp(pubRel.packetId(), reason, null))); // [MQTT-4.3.3-11]
    }

    /** Handles PUBCOMP: the client has completed a QoS 2 message. */
    void handle(Client client, PubComp pubComp) {
        client.session().sender().completed(pubComp.packetId(), Answer.PUBCOMP);
    }

    private static ReasonCode unknown(Client client) {
        return client.isMqtt5() ? ReasonCode.PACKET_IDENTIFIER_NOT_FOUND : ReasonCode.SUCCESS;
    }
}
