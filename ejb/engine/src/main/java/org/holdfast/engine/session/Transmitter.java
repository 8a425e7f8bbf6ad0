package org.holdfast.engine.session;

import java.util.ArrayDeque;
import java.util.Deque;
import org.holdfast.engine.packet.PubRel;
import org.holdfast.engine.routing.Delivery;

/**
 * Sends the PUBLISH and PUBREL packets of a session's exchanges in their order (section 4.6). Owned by the session's event
 * loop.
 *
 * <p>At QoS 2, of a session that is stored, a packet leaves only after the store knows how far the exchange has come: else the
 * broker would begin it anew after a crash, and the client would get the message twice. What comes behind it waits too.
 */
final class Transmitter {
    private final SessionRecord record;
    private final Inflight inflight;
    private final Deque<Step> held = new ArrayDeque<>();

    Transmitter(SessionRecord record, Inflight inflight) {
        this.record = record;
        this.inflight = inflight;
    }

    /** A packet that waits for a commit, or for one before it that does. */
    private static final class Step {
        private final Outbound to;
        private final Inflight.Entry entry;
        private final boolean isRelease;
        private boolean ready;

        Step(Outbound to, Inflight.Entry entry, boolean ready) {
            this.to = to;
            this.entry = entry;
            this.isRelease = entry.isReceived();
            this.ready = ready;
        }
    }

    /** Another connection: what was held for the one before is not sent any more. */
    void begin() {
        held.clear();
    }

    /** Sends what is next in an exchange, PUBLISH or PUBREL, as soon as it may leave. */
    void transmit(Outbound to, Inflight.Entry entry) {
        entry.sent(to.eventLoop().nanoTime());
        boolean waits = record.isStored() && entry.isExactlyOnce();
        if (!waits && held.isEmpty()) {
            send(to, entry);
            return;
        }
        Step step = new Step(to, entry, !waits);
        held.add(step);
        if (waits) {
            record.whenCommitted(to.eventLoop(), () -> {
                step.ready = true;
                sendReady();
            });
        }
    }

    private void sendReady() {
        for (Step first; (first = held.peek()) != null && first.ready; ) {
            held.remove();
            if (inflight.get(first.entry.packetId()) == first.entry && first.entry.isReceived() == first.isRelease) {
                send(first.to, first.entry);
            }
        }
    }

    private static void send(Outbound to, Inflight.Entry entry) {
        Delivery delivery = entry.delivery();
        if (delivery == null) {
            to.send(PubRel.success(entry.packetId())); // [MQTT-4.3.3-4]
        } else {
            to.publish(delivery, entry.packetId(), entry.trying());
        }
    }
}
