package org.holdfast.engine.packet;

/** PINGRESP (section 3.13). */
public record PingResp() implements Packet {
    /** The only one needed. */
    public static final PingResp INSTANCE = new PingResp();
}
