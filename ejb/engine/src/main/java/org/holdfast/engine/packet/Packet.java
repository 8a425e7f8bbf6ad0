package org.holdfast.engine.packet;

/** An MQTT Control Packet (chapter 3). */
public sealed interface Packet
        permits Connect,
                ConnAck,
                Publish,
                PubAck,
                PubRec,
                PubRel,
                PubComp,
                Subscribe,
                SubAck,
                Unsubscribe,
                UnsubAck,
                PingReq,
                PingResp,
                Disconnect,
                Auth {
    /** The same packet, saying nothing for people. */
    default Packet withoutReasonString() {
        return this;
    }
}
