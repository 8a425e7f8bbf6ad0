package org.holdfast.tools;

import org.holdfast.beans.settings.Settings;

/** How much of a message is held at most. */
final class MessageLimit {
    /** What a line has beside its payload: names, properties. */
    private static final int AROUND = 1 << 20;

    private MessageLimit() {}

    /** Of a line of JSON, in bytes: the largest packet in base64, and what is around it. */
    static int line(Settings settings) {
        return Math.toIntExact(packet(settings) * 4L / 3 + AROUND);
    }

    /** Of a packet, in bytes. */
    static int packet(Settings settings) {
        return settings.broker().listener().maximumPacketSize();
    }
}
