package org.holdfast.engine.wire;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The packets that have not arrived to their end, of the connections of one event loop. When they take too much memory together,
 * the one that has been arriving for the longest is given up: a client that works is done soon. Owned by the event loop.
 */
final class PartialPackets {
    /** The bytes of a packet from which on it counts. */
    static final int SMALLEST = 16 << 10;

    private final long maximum;
    private final Map<PacketInput, Integer> sizes = new LinkedHashMap<>();
    private long bytes;

    /** @param maximum the bytes that they may take together */
    PartialPackets(long maximum) {
        this.maximum = maximum;
    }

    /** Notes how many bytes of an incomplete packet have arrived; 0 when there is none. */
    void update(PacketInput input, int size) {
        int counted = size < SMALLEST ? 0 : size;
        Integer before = counted == 0 ? sizes.remove(input) : sizes.put(input, counted);
        bytes += counted - (before == null ? 0 : before);
        while (bytes > maximum) {
            giveUpOldest();
        }
    }

    private void giveUpOldest() {
        Iterator<Map.Entry<PacketInput, Integer>> oldest = sizes.entrySet().iterator();
        Map.Entry<PacketInput, Integer> first = oldest.next();
        PacketInput input = first.getKey();
        bytes -= first.getValue();
        oldest.remove();
        input.giveUp();
    }
}
