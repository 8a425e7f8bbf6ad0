package org.holdfast.engine.packet;

/** PINGREQ (section 3.12). */
public record PingReq() implements Packet {
    /** The only one needed. */
    public static final PingReq INSTANCE = new PingReq();
}
