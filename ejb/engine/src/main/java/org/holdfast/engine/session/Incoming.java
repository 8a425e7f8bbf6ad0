package org.holdfast.engine.session;

import java.util.BitSet;
import org.holdfast.engine.session.store.SessionRecord;

/**
 * What the client publishes: how much, and the Packet Identifiers of QoS 2 messages that it has not released (section
 * 4.3.3). Owned by the session's event loop.
 */
public final class Incoming {
    private final SessionRecord record;
    private final BitSet ids = new BitSet();
    private long published;

    Incoming(SessionRecord record) {
        this.record = record;
    }

    /** Counts a message that the client has published. */
    public void published() {
        published++;
    }

    /** Counts messages that the client has published without packets. */
    void published(long messages) {
        published += messages;
    }

    /** How many messages the client has published. */
    long count() {
        return published;
    }

    /** Whether a message with this identifier was accepted, and must not be published again [MQTT-4.3.3-10]. */
    public boolean contains(int packetId) {
        return ids.get(packetId);
    }

    /** Records the identifier of a message. */
    public void add(int packetId) {
        ids.set(packetId);
        record.received(packetId);
    }

    /** Forgets a message that was released or refused; returns false when there was none with this identifier. */
    public boolean release(int packetId) {
        boolean known = ids.get(packetId);
        ids.clear(packetId);
        if (known) {
            record.released(packetId);
        }
        return known;
    }

    /** Restores the identifier of a message that an earlier run of the broker has stored. */
    void restore(int packetId) {
        ids.set(packetId);
    }

    /** Deletes all identifiers from the store. */
    void forgetAll() {
        ids.stream().forEach(record::released);
    }
}
