package org.holdfast.engine.chapter4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.ReceivedPacket.PINGRESP;
import static org.holdfast.engine.testing.ReceivedPacket.PUBCOMP;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREC;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;

/**
 * Publishes numbers, to each topic at each QoS from 1 upwards, and after a reconnect, in the old order, whatever it has seen
 * no last answer to. Belongs to the test's thread.
 */
public final class NumberingPublisher {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int TOPICS = 3;
    private static final int MOST_OPEN = 400;

    private TestBroker broker;
    private final Protocol protocol;
    private final String clientId;
    private final Random random;
    private final Map<String, Integer> published = new LinkedHashMap<>();
    private final Map<Integer, Exchange> open = new LinkedHashMap<>();
    private RawClient client;
    private int lastPacketId;

    /** A PUBLISH that is not completed; the payload is the number. */
    private record Exchange(String topic, int qos, int number, boolean received) {
        String publish(int packetId, boolean dup) {
            return "3%x .. s'%s' %s [] '%d'"
                    .formatted(qos << 1 | (dup ? 8 : 0), topic, qos == 0 ? "" : "%04x".formatted(packetId), number);
        }
    }

    public NumberingPublisher(TestBroker broker, Protocol protocol, String clientId, Random random) {
        this.broker = broker;
        this.protocol = protocol;
        this.clientId = clientId;
        this.random = random;
        this.client = broker.resume(protocol, clientId, false);
    }

    /** How many messages of each stream there are; a stream is named by its topic, which has the publisher, and its QoS. */
    public Map<String, Integer> published() {
        return published;
    }

    /** Publishes a burst without waiting for any answer. */
    public void publish(int count) {
        if (open.size() + count > MOST_OPEN) {
            takeAnswers();
            takeAnswers();
        }
        String[] burst = new String[count];
        for (int i = 0; i < count; i++) {
            String topic = clientId + "/" + random.nextInt(TOPICS);
            int qos = random.nextInt(3);
            int number = published.merge(topic + " " + qos, 1, Integer::sum);
            Exchange exchange = new Exchange(topic, qos, number, false);
            int packetId = qos == 0 ? 0 : freePacketId();
            burst[i] = exchange.publish(packetId, false);
            if (qos > 0) {
                open.put(packetId, exchange);
            }
        }
        client.send(burst);
    }

    private int freePacketId() {
        do {
            lastPacketId = lastPacketId % 0xffff + 1;
        } while (open.containsKey(lastPacketId));
        return lastPacketId;
    }

    /** Handles what the broker has answered so far; the answers to each kind of packet come in its order. */
    public void takeAnswers() {
        client.send("c0 00"); // PINGREQ
        for (ReceivedPacket answer = client.receive(); answer.type() != PINGRESP; answer = client.receive()) {
            int packetId = answer.packetId();
            Exchange exchange = open.get(packetId);
            assertThat(exchange).as("what %s answers", answer).isNotNull();
            // a PUBREL that is sent again may find its exchange completed
            assertThat(answer.type() == PUBCOMP ? 0 : answer.reasonCode())
                    .as("code of %s", answer)
                    .isLessThan(0x80);
            if (answer.type() == PUBREC) {
                open.replace(packetId, new Exchange(exchange.topic, exchange.qos, exchange.number, true));
                client.send("62 02 %04x".formatted(packetId)); // PUBREL
            } else {
                open.remove(packetId);
            }
        }
    }

    /** From now on it comes back to another broker: the one before has crashed, and what it has sent is lost. */
    public void moveTo(TestBroker other) {
        broker = other;
    }

    /** Loses the connection, and comes back. */
    public void reconnect() {
        client.close();
        client = broker.resume(protocol, clientId, protocol.level() > 3);
        String[] again = open.entrySet().stream()
                .map(entry -> again(entry.getKey(), entry.getValue()))
                .toArray(String[]::new);
        client.send(again);
    }

    private static String again(int packetId, Exchange exchange) {
        return exchange.received ? "62 02 %04x".formatted(packetId) : exchange.publish(packetId, true);
    }

    /** Completes everything. */
    public void complete() {
        long deadline =
                System.nanoTime() + PATIENCE.toNanos(); // of time: an answer may wait for a commit of a busy store
        while (!open.isEmpty()) {
            assertThat(deadline - System.nanoTime())
                    .as("%s is not answered", open)
                    .isPositive();
            takeAnswers();
        }
    }
}
