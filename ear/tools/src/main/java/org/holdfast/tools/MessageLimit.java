package org.holdfast.tools;

import org.holdfast.beans.settings.Settings;

/** The limits of the size of a message in memory. */
final class MessageLimit {
    /** The rest of a line beside its payload, in bytes: names, properties. */
    private static final int AROUND = 1 << 20;

    private MessageLimit() {}

    /** Returns the limit of a JSON line, in bytes: the largest packet in base64, and the rest of the line. */
    static int line(Settings settings) {
        return Math.toIntExact(packet(settings) * 4L / 3 + AROUND);
    }

    /** Returns the limit of a packet, in bytes. */
    static int packet(Settings settings) {
        return settings.broker().listener().packets().size();
    }
}
