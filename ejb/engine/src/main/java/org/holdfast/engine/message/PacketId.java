package org.holdfast.engine.message;

/** Packet Identifiers, which are numbers from 1 (section 2.2.1). */
public final class PacketId {
    /** The largest one. */
    public static final int MAXIMUM = 65_535;

    private PacketId() {}

    /** Returns the one that follows in turn; after 0, which is none, the first. */
    public static int following(int packetId) {
        return packetId == MAXIMUM ? 1 : packetId + 1;
    }
}
