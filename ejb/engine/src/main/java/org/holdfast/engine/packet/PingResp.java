package org.holdfast.engine.packet;

/** PINGRESP (section 3.13). */
public record PingResp() implements ServerPacket {
    /** The only instance needed. */
    public static final PingResp INSTANCE = new PingResp();

    @Override
    public <T> T accept(Visitor<T> visitor) {
        return visitor.pingResp(this);
    }
}
