package org.holdfast.engine.packet;

/** PINGREQ (section 3.12). */
public record PingReq() implements ClientPacket {
    /** The only instance needed. */
    public static final PingReq INSTANCE = new PingReq();

    @Override
    public <C> void accept(Visitor<C> visitor, C context) {
        visitor.pingReq(context, this);
    }
}
