package org.holdfast.engine.session.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.loop.HandLoop;
import org.holdfast.engine.loop.SessionLoop;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.routing.Identifiers;
import org.holdfast.engine.topic.TopicName;
import org.junit.jupiter.api.Test;

class InflightTest {
    private final Inflight inflight = new Inflight(new SessionLoop(new HandLoop()));

    @Test
    @Normative(value = "MQTT-2.2.1-4", mqtt3 = "MQTT-2.3.1-4")
    void identifiersAreNeverZeroAndNeverInUseAlsoAfterTheCounterHasWrapped() {
        Set<Integer> used = new HashSet<>();
        Deque<Inflight.Entry> window = new ArrayDeque<>();
        Inflight.Entry slow = inflight.add(delivery(), 0);
        used.add(slow.packetId());
        for (int i = 0; i < 200_000; i++) {
            if (window.size() == 500) {
                Inflight.Entry oldest = window.remove();
                inflight.remove(oldest);
                used.remove(oldest.packetId());
            }
            Inflight.Entry entry = inflight.add(delivery(), 0);
            assertThat(entry.packetId()).isBetween(1, 65_535);
            assertThat(used.add(entry.packetId())).isTrue();
            window.add(entry);
        }
        assertThat(inflight.get(slow.packetId())).isSameAs(slow);
    }

    @Test
    void holdsAsManyAsThereAreIdentifiers() {
        Set<Integer> ids = new HashSet<>();
        for (int i = 0; i < 65_535; i++) {
            ids.add(inflight.add(delivery(), 0).packetId());
        }
        assertThat(ids).hasSize(65_535).doesNotContain(0);
        assertThat(inflight.size()).isEqualTo(65_535);
    }

    @Test
    void listsInTheOrderOfSendingWhateverTheIdentifiersAre() {
        for (int i = 0; i < 65_530; i++) {
            inflight.remove(inflight.add(delivery(), 0));
        }
        List<Inflight.Entry> sent = List.of(
                inflight.add(delivery(), 0),
                inflight.add(delivery(), 0),
                inflight.add(delivery(), 0),
                inflight.add(delivery(), 0),
                inflight.add(delivery(), 0),
                inflight.add(delivery(), 0),
                inflight.add(delivery(), 0),
                inflight.add(delivery(), 0));
        assertThat(sent.get(7).packetId()).isLessThan(sent.get(0).packetId());
        assertThat(inflight.inOrder()).containsExactlyElementsOf(sent);
    }

    @Test
    void doesNotKnowAnIdentifierThatSharesASlotWithAnother() {
        Inflight.Entry entry = inflight.add(delivery(), 0);
        assertThat(inflight.get(entry.packetId() + 16)).isNull();
    }

    private static Delivery delivery() {
        Message message = new Message(
                TopicName.of("t"), Payload.EMPTY, QoS.AT_LEAST_ONCE, false, Properties.NONE, Message.NEVER, 0, "");
        return new Delivery(message, QoS.AT_LEAST_ONCE, false, Identifiers.NONE);
    }
}
