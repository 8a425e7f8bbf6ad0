package org.holdfast.engine.packet;

/** An MQTT Control Packet that clients send (chapter 3). */
public sealed interface ClientPacket
        permits Connect, Publish, PubAck, PubRec, PubRel, PubComp, Subscribe, Unsubscribe, PingReq, Disconnect, Auth {
    /** Calls the method of the visitor for this type of packet. */
    <C> void accept(Visitor<C> visitor, C context);

    /**
     * A visitor of all types of packets that clients send.
     *
     * @param <C> the context that is passed with the packet, such as its sender
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
