package org.holdfast.engine.packet;

/** An MQTT Control Packet that the broker sends (chapter 3), other than PUBLISH, which is written from its delivery. */
public sealed interface ServerPacket
        permits ConnAck, PubAck, PubRec, PubRel, PubComp, SubAck, UnsubAck, PingResp, Disconnect, Auth {
    /** The same packet, saying nothing for people. */
    default ServerPacket withoutReasonString() {
        return this;
    }

    /** What the visitor makes of this kind of packet. */
    <T> T accept(Visitor<T> visitor);

    /**
     * Whoever has to do with every kind of packet that the broker sends.
     *
     * @param <T> what it makes of them
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
