package org.holdfast.engine.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.management.TopicManagement;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.retained.tree.RetainedMessage;
import org.holdfast.engine.session.store.SessionState;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.RecordingStore;
import org.holdfast.engine.testing.TestBroker;
import org.holdfast.engine.topic.TopicFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The retained messages of a SUBSCRIBE that was acknowledged, and that the broker had not sent when it crashed. */
class OwedRetainedMessagesTest {
    private static final int MESSAGES = 2_500; // more than a walk puts in order at once
    private static final int WINDOW = 10;

    private TestBroker broker;

    @BeforeEach
    void start() {
        RecordingStore store = new RecordingStore();
        IntStream.range(0, MESSAGES).forEach(i -> store.with(topic(i), 2, "x"));
        broker = TestBroker.create().store(store).start();
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private static String topic(int number) {
        return "w/%d/%s".formatted(number % 50, Integer.toString(number * 7919, 36));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Normative("MQTT-3.3.1-9")
    void theRestComesAfterACrashAndNothingTwice(int qos) {
        RawClient client = connect(false).subscribe("w/#", qos);
        Set<String> before = take(client, 300);
        assertThat(before).hasSize(300);
        commit();
        crash();
        Set<String> after = takeRest(connect(true), MESSAGES - 300);
        assertThat(after).doesNotContainAnyElementsOf(before);
        commit();
        assertThat(broker.store().sessionStates()).noneMatch(SessionState.Owed.class::isInstance);
    }

    @Test
    void whatIsRetainedMeanwhileAndDeliveredLiveComesNotTwice() {
        RawClient client = connect(false).subscribe("w/#", 1);
        take(client, 100);
        commit();
        crash();
        broker.connect(MQTT_5_0, "publisher").publishRetained("w/new", 1, "y"); // waits for the client
        assertThat(takeRest(connect(true), MESSAGES - 100 + 1)).contains("w/new");
    }

    @ParameterizedTest
    @CsvSource({"1, false", "1, true", "2, false"})
    @Normative("MQTT-3.3.1-9")
    void whatIsPublishedAtQos0WhileTheClientIsAwayComesWithTheRest(int qos, boolean crashes) {
        RawClient client = connect(false).subscribe("w/#", qos);
        take(client, 100);
        commit();
        client.close();
        awaitAbsence();
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        IntStream.range(0, MESSAGES).forEach(i -> publisher.publishRetained(topic(i), 0, "new"));
        publisher.barrier();
        commit();
        if (crashes) {
            crash();
        }
        RawClient again = connect(true);
        Set<String> received = new TreeSet<>();
        while (received.size() < MESSAGES - 100) {
            ReceivedPacket packet = again.receive();
            if (packet.type() == ReceivedPacket.PUBREL) {
                again.send("70 02 %04x".formatted(packet.packetId())); // PUBCOMP
            } else {
                received.add(packet.topic());
                answer(again, packet);
            }
        }
    }

    private void awaitAbsence() {
        while (broker.broker().status().sessions().connected() > 0) {
            Thread.onSpinWait();
        }
    }

    private static void answer(RawClient client, ReceivedPacket publish) {
        if (publish.qos() > 0) { // else it was published at QoS 0
            client.send((publish.qos() == 1 ? "40 02 %04x" : "50 02 %04x").formatted(publish.packetId()));
        }
    }

    @Test
    void whatIsClearedAndImportedAgainInTheMiddleOfAWalkComes() {
        RawClient client = connect(false).subscribe("w/#", 1);
        answer(client, 100);
        TopicManagement topics = broker.broker().management().topics();
        List<Message> all = topics.view().from(0, TopicFilter.of("w/#"), MESSAGES).stream()
                .map(RetainedMessage::message)
                .toList();
        topics.purge(TopicFilter.of("w/#"), CompletableFuture::join, count -> {});
        all.forEach(topics::keepSoon);
        Set<String> received = new TreeSet<>();
        while (received.size() < MESSAGES - 100) {
            ReceivedPacket packet = client.receive();
            received.add(packet.topic());
            answer(client, packet);
        }
    }

    @Test
    void nothingIsOwedToASubscriptionThatHasEnded() {
        RawClient client = connect(false).subscribe("w/#", 1);
        skipTo(client.send("a2 .. 0001 [] s'w/#'"), ReceivedPacket.UNSUBACK); // UNSUBSCRIBE
        assertThat(broker.store().sessionStates()).noneMatch(SessionState.Owed.class::isInstance);
        crash();
        takeRest(connect(true), WINDOW); // which were on their way
    }

    @Test
    void aClientThatDroppedItsConnectionBeforeTheCrashIsOwedItToo() {
        take(connect(false).subscribe("w/#", 1), 100);
        RawClient again = connect(true);
        take(again, 200);
        again.close();
        commit();
        crash();
        takeRest(connect(true), MESSAGES - 300);
    }

    private RawClient connect(boolean sessionPresent) {
        RawClient client = broker.open(MQTT_5_0);
        client.send("10 .. @ 00 0000 [11 00000e10 21 %04x] s'client'".formatted(WINDOW)); // CONNECT, Receive Maximum
        client.expectAccepted(sessionPresent);
        return client;
    }

    /** Everything that has changed so far is in the store. */
    private void commit() {
        broker.connect(MQTT_5_0, "committer")
                .publishRetained("c", 1, "a commit")
                .disconnect();
    }

    /** Nothing that the broker does from now on counts: another one starts with what is in the store at this moment. */
    private void crash() {
        TestBroker crashed = broker;
        broker = TestBroker.create().store(crashed.store().copy()).start();
        crashed.close();
    }

    /** Takes so many messages to their end, until the broker knows; what comes besides is not answered. */
    private static Set<String> take(RawClient client, int count) {
        Set<String> topics = answer(client, count);
        skipTo(client.send("c0 00"), ReceivedPacket.PINGRESP); // PINGREQ
        return topics;
    }

    /** Takes what has to come, and nothing else comes. */
    private static Set<String> takeRest(RawClient client, int count) {
        Set<String> topics = answer(client, count);
        client.barrier().barrier();
        return topics;
    }

    /** Answers so many messages to their end. No topic comes twice. */
    private static Set<String> answer(RawClient client, int count) {
        Set<String> topics = new TreeSet<>();
        for (int completed = 0; completed < count; ) {
            ReceivedPacket packet = client.receive();
            if (packet.type() == ReceivedPacket.PUBREL) {
                client.send("70 02 %04x".formatted(packet.packetId())); // PUBCOMP
                completed++;
            } else if (topics.size() < count) {
                assertThat(topics.add(packet.topic()))
                        .as("%s comes once", packet)
                        .isTrue();
                client.send((packet.qos() == 1 ? "40 02 %04x" : "50 02 %04x").formatted(packet.packetId()));
                completed += packet.qos() == 1 ? 1 : 0;
            }
        }
        return topics;
    }

    private static void skipTo(RawClient client, int type) {
        ReceivedPacket packet;
        do {
            packet = client.receive();
        } while (packet.type() != type);
    }
}
