package org.holdfast.engine.packet;

/** An MQTT Control Packet that clients send (chapter 3). */
public sealed interface ClientPacket
        permits Connect, Publish, PubAck, PubRec, PubRel, PubComp, Subscribe, Unsubscribe, PingReq, Disconnect, Auth {
    /** Shows the visitor which kind of packet it is. */
    <C> void accept(Visitor<C> visitor, C context);

    /**
     * Whoever has to do with every kind of packet that clients send.
     *
     * @param <C> what the visitor is told beside the packet: who has sent it, for instance
     */
    interface Visitor<C> {
        /** CONNECT. */
        void connect(C context, Connect packet);

        /** PUBLISH. */
        void publish(C context, Publish packet);

        /** PUBACK. */
        void pubAck(C context, PubAck packet);

        /** PUBREC. */
        void pubRec(C context, PubRec packet);

        /** PUBREL. */
        void pubRel(C context, PubRel packet);

        /** PUBCOMP. */
        void pubComp(C context, PubComp packet);

        /** SUBSCRIBE. */
        void subscribe(C context, Subscribe packet);

        /** UNSUBSCRIBE. */
        void unsubscribe(C context, Unsubscribe packet);

        /** PINGREQ. */
        void pingReq(C context, PingReq packet);

        /** DISCONNECT. */
        void disconnect(C context, Disconnect packet);

        /** AUTH. */
        void auth(C context, Auth packet);
    }
}
