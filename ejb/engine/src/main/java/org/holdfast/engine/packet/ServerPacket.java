package org.holdfast.engine.packet;

/** An MQTT Control Packet that the broker sends (chapter 3), except PUBLISH, which is written from its delivery. */
public sealed interface ServerPacket
        permits ConnAck, PubAck, PubRec, PubRel, PubComp, SubAck, UnsubAck, PingResp, Disconnect, Auth {
    /** Returns this packet without its Reason String. */
    default ServerPacket withoutReasonString() {
        return this;
    }

    /** Returns the result of the visitor for this type of packet. */
    <T> T accept(Visitor<T> visitor);

    /**
     * A visitor of all types of packets that the broker sends, except PUBLISH.
     *
     * @param <T> the result of the visitor
     */
    interface Visitor<T> {
        T connAck(ConnAck packet);

        T pubAck(PubAck packet);

        T pubRec(PubRec packet);

        T pubRel(PubRel packet);

        T pubComp(PubComp packet);

        T subAck(SubAck packet);

        T unsubAck(UnsubAck packet);

        T pingResp(PingResp packet);

        T disconnect(Disconnect packet);

        T auth(Auth packet);
    }
}
