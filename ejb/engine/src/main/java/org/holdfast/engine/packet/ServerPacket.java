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
        /** CONNACK. */
        T connAck(ConnAck packet);

        /** PUBACK. */
        T pubAck(PubAck packet);

        /** PUBREC. */
        T pubRec(PubRec packet);

        /** PUBREL. */
        T pubRel(PubRel packet);

        /** PUBCOMP. */
        T pubComp(PubComp packet);

        /** SUBACK. */
        T subAck(SubAck packet);

        /** UNSUBACK. */
        T unsubAck(UnsubAck packet);

        /** PINGRESP. */
        T pingResp(PingResp packet);

        /** DISCONNECT. */
        T disconnect(Disconnect packet);

        /** AUTH. */
        T auth(Auth packet);
    }
}
