package org.holdfast.engine.chapter4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.ReceivedPacket.PINGRESP;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREL;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;

/**
 * Subscribes to everything, and checks the numbers of each stream as they arrive: at QoS 0 they grow, at QoS 2 none is
 * missing or comes twice, at QoS 1 none is missing, and after a repeated one come those that had followed it. Acknowledges
 * in order, and late. Belongs to the test's thread.
 */
public final class OrderWitness {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private TestBroker broker;
    private final Protocol protocol;
    private final String clientId;
    private final Map<String, Integer> highest = new HashMap<>();
    private final Map<String, Integer> latest = new HashMap<>();
    private final Set<Integer> receivedIds = new HashSet<>();
    private final Deque<ReceivedPacket> unanswered = new ArrayDeque<>();
    private RawClient client;

    public OrderWitness(TestBroker broker, Protocol protocol, String clientId, String filter) {
        this.broker = broker;
        this.protocol = protocol;
        this.clientId = clientId;
        this.client = broker.resume(protocol, clientId, false).subscribe(filter, 2);
    }

    /** Takes everything that the broker sends now; false when there was nothing. */
    public boolean take() {
        client.send("c0 00"); // PINGREQ
        boolean any = false;
        for (ReceivedPacket packet = client.receive(); packet.type() != PINGRESP; packet = client.receive()) {
            if (packet.type() == PUBREL) {
                receivedIds.remove(packet.packetId());
                client.send("70 02 %04x".formatted(packet.packetId())); // PUBCOMP
            } else {
                assertThat(packet.type()).as("type of %s", packet).isEqualTo(ReceivedPacket.PUBLISH);
                take(packet);
            }
            any = true;
        }
        return any;
    }

    private void take(ReceivedPacket publish) {
        if (publish.qos() > 0) {
            unanswered.add(publish);
        }
        if (publish.qos() == 2 && !receivedIds.add(publish.packetId())) {
            assertThat(publish.dup()).as("DUP of %s", publish).isTrue();
        } else {
            check(publish);
        }
    }

    private void check(ReceivedPacket publish) {
        String stream = publish.topic() + " " + publish.qos();
        int number = Integer.parseInt(publish.payload());
        int top = highest.getOrDefault(stream, 0);
        switch (publish.qos()) {
            case 0 -> assertThat(number).as("%s at %s", stream, clientId).isGreaterThan(top);
            case 1 ->
                assertThat(number)
                        .as("%s at %s", stream, clientId)
                        .isLessThanOrEqualTo(latest.getOrDefault(stream, top) + 1);
            default -> assertThat(number).as("%s at %s", stream, clientId).isEqualTo(top + 1);
        }
        latest.put(stream, number);
        highest.put(stream, Math.max(top, number));
    }

    /** Answers so many messages, those that came first. */
    public void answer(int count) {
        for (int i = 0; i < count && !unanswered.isEmpty(); i++) {
            ReceivedPacket publish = unanswered.remove();
            client.send("%s 02 %04x".formatted(publish.qos() == 1 ? "40" : "50", publish.packetId())); // PUBACK, PUBREC
        }
    }

    /** From now on it comes back to another broker: the one before has crashed, and what it has sent is lost. */
    public void moveTo(TestBroker other) {
        broker = other;
    }

    /** Loses the connection, and comes back with another Receive Maximum. */
    public void reconnect(boolean takeover, int receiveMaximum) {
        RawClient before = client;
        if (!takeover) {
            before.close();
        }
        client = broker.open(protocol);
        client.send("10 .. @ 00 0000 [11 00000e10 21 %04x] s'%s'".formatted(receiveMaximum, clientId)); // CONNECT
        client.expectAccepted(true);
        before.close();
        unanswered.clear(); // they will come again
        latest.clear(); // from anywhere
    }

    /** Takes and answers everything; sees all messages of QoS 1 and 2 that there are. */
    public void complete(Map<String, Integer> published) {
        long deadline = System.nanoTime() + PATIENCE.toNanos(); // of time: the store may be the slowest of all
        for (int quietRounds = 0; quietRounds < 2; ) {
            assertThat(deadline - System.nanoTime())
                    .as("%s is not through", clientId)
                    .isPositive();
            boolean idle = unanswered.isEmpty() && receivedIds.isEmpty() && hasAll(published);
            answer(Integer.MAX_VALUE);
            quietRounds = !take() && idle ? quietRounds + 1 : 0;
        }
        client.barrier();
    }

    private boolean hasAll(Map<String, Integer> published) {
        return published.entrySet().stream()
                .filter(stream -> !stream.getKey().endsWith(" 0"))
                .allMatch(stream -> stream.getValue().equals(highest.get(stream.getKey())));
    }
}
