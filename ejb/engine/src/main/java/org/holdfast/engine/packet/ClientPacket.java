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
        void connect(C context, Connect packet);

        void publish(C context, Publish packet);

        void pubAck(C context, PubAck packet);

        void pubRec(C context, PubRec packet);

        void pubRel(C context, PubRel packet);

        void pubComp(C context, PubComp packet);

        void subscribe(C context, Subscribe packet);

        void unsubscribe(C context, Unsubscribe packet);

        void pingReq(C context, PingReq packet);

        void disconnect(C context, Disconnect packet);

        void auth(C context, Auth packet);
    }
}
