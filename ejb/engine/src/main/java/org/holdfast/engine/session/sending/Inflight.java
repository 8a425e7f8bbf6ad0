package org.holdfast.engine.session.sending;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.holdfast.engine.loop.SessionLoop;
import org.holdfast.engine.message.MqttException;
import org.holdfast.engine.message.PacketId;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.session.store.SessionJournal;
import org.holdfast.engine.session.store.SessionState;
import org.jspecify.annotations.Nullable;

/**
 * The QoS 1 and 2 messages in flight to one client and their Packet Identifiers (sections 2.2.1 and 4.4). Owned by the
 * session's event loop.
 *
 * <p>The slot of an identifier is its remainder modulo the number of slots, so that a lookup is an array access.
 */
final class Inflight {
    private final SessionLoop loop;
    private @Nullable Entry[] slots = new @Nullable Entry[16];
    private int nextId = 1;
    private long nextSequence;
    private int size;

    Inflight(SessionLoop loop) {
        this.loop = loop;
    }

    /** A message with the identifier that it is sent under. */
    static final class Entry {
        private final int packetId;
        private final long sequence;
        private final long number;
        private @Nullable Delivery delivery;
        private int heapSize;
        private long begunAt;
        private long sentAt;
        private boolean held;
        private boolean tried;

        private Entry(int packetId, long sequence, long number, @Nullable Delivery delivery, long begunAt) {
            this.packetId = packetId;
            this.sequence = sequence;
            this.number = number;
            this.delivery = delivery;
            this.begunAt = begunAt;
        }

        /** The number under which it is stored, or {@link SessionJournal#NOT_STORED}. */
        long number() {
            return number;
        }

        /** Whether it is of QoS 2. */
        boolean isExactlyOnce() {
            return delivery == null || delivery.qos() == QoS.EXACTLY_ONCE;
        }

        int packetId() {
            return packetId;
        }

        /**
         * Checks that the client may answer like this now. A PUBREC may be repeated.
         *
         * @throws MqttException when the answer does not match the QoS or the state of the delivery
         */
        void check(Answer answer) {
            Answer expected = !isExactlyOnce() ? Answer.PUBACK : isReceived() ? Answer.PUBCOMP : Answer.PUBREC;
            boolean isRepeated = isReceived() && answer == Answer.PUBREC;
            if (answer != expected && !isRepeated) {
                throw MqttException.protocolError(
                        "%s for Packet Identifier %d, which expects %s".formatted(answer, packetId, expected));
            }
        }

        /** The delivery for PUBLISH; null after PUBREC, when PUBREL is to be sent. */
        @Nullable
        Delivery delivery() {
            return delivery;
        }

        /** Remembers the bytes of heap of the message. */
        void heapSize(int bytes) {
            heapSize = bytes;
        }

        /** The bytes of heap of the message. */
        int heapSize() {
            return heapSize;
        }

        /** Whether PUBREC was received. */
        boolean isReceived() {
            return delivery == null;
        }

        /** Called after PUBREC: the message itself is no longer needed [MQTT-4.3.3-4]. */
        void received() {
            delivery = null;
        }

        /** When it was last sent, in nanoseconds of elapsed time. */
        long sentAt() {
            return sentAt;
        }

        void sent(long now) {
            sentAt = now;
            held = false;
        }

        /** Called when its next packet waits for a commit. */
        void held() {
            held = true;
        }

        boolean isHeld() {
            return held;
        }

        /** Whether PUBLISH may have been sent before. */
        boolean wasTried() {
            return tried;
        }

        /** Called when PUBLISH is sent for the first time, with the time of the wall clock in milliseconds. */
        void tried(long now) {
            tried = true;
            begunAt = now;
        }

        /**
         * When the delivery began, in milliseconds of the wall clock: the Message Expiry Interval is what was left then
         * [MQTT-3.3.2-6]. A PUBLISH that is resent is the same packet.
         */
        long begunAt() {
            return begunAt;
        }
    }

    /**
     * Assigns an unused Packet Identifier to a message [MQTT-2.2.1-4].
     *
     * @param now the wall clock, in milliseconds
     */
    Entry add(Delivery delivery, long now) {
        assert loop.isHere();
        if (2 * size >= slots.length && slots.length <= PacketId.MAXIMUM) {
            grow();
        }
        while (slots[slotOf(nextId)] != null) {
            nextId = PacketId.following(nextId);
        }
        Entry entry = put(nextId, delivery.number(), delivery, now);
        nextId = PacketId.following(nextId);
        return entry;
    }

    /** Restores a message of an earlier run of the broker, with its Packet Identifier. */
    Entry restore(SessionState.Queued queued) {
        while (slots[slotOf(queued.packetId())] != null) {
            grow();
        }
        Entry entry = put(queued.packetId(), queued.number(), queued.delivery(), queued.begunAt());
        entry.tried(queued.begunAt());
        return entry;
    }

    private Entry put(int packetId, long number, @Nullable Delivery delivery, long begunAt) {
        Entry entry = new Entry(packetId, nextSequence++, number, delivery, begunAt);
        slots[slotOf(packetId)] = entry;
        size++;
        return entry;
    }

    @Nullable
    Entry get(int packetId) {
        assert loop.isHere();
        Entry entry = slots[slotOf(packetId)];
        return entry != null && entry.packetId == packetId ? entry : null;
    }

    void remove(Entry entry) {
        assert loop.isHere();
        slots[slotOf(entry.packetId)] = null;
        size--;
    }

    int size() {
        return size;
    }

    /** Returns all messages in the order in which they were first sent [MQTT-4.6.0-1]. */
    List<Entry> inOrder() {
        List<Entry> entries = new ArrayList<>(size);
        for (Entry entry : slots) {
            if (entry != null) {
                entries.add(entry);
            }
        }
        entries.sort(Comparator.comparingLong(entry -> entry.sequence));
        return entries;
    }

    /** Identifiers with different slots among n have different slots among 2n. */
    private void grow() {
        @Nullable Entry[] before = slots;
        slots = new @Nullable Entry[2 * before.length];
        for (Entry entry : before) {
            if (entry != null) {
                slots[slotOf(entry.packetId)] = entry;
            }
        }
    }

    private int slotOf(int packetId) {
        return packetId & (slots.length - 1);
    }
}
