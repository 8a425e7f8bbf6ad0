package org.holdfast.engine.chapter3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.CONNACK;
import static org.holdfast.engine.testing.ReceivedPacket.DISCONNECT;
import static org.holdfast.engine.testing.ReceivedPacket.PUBACK;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.holdfast.engine.access.Authenticator;
import org.holdfast.engine.access.Authorizer;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DISCONNECT (section 3.14): the last words of the broker, and those of a client. */
class DisconnectTest {
    private static final int REASON_STRING = 0x1F;

    @RegisterExtension
    final TestBroker broker = TestBroker.create().maximumPacketSize(1_000).receiveMaximum(1);

    /** The DISCONNECT has the reason, and nothing else but a Reason String; after it comes nothing but the end. */
    private static void expectLastWords(RawClient client, int reasonCode) {
        ReceivedPacket disconnect = client.expectType(DISCONNECT);
        assertThat(disconnect.reasonCode()).isEqualTo(reasonCode);
        assertThat(disconnect.properties().all()).allMatch(property -> property.id() == REASON_STRING);
        client.expectClosed();
    }

    /** A client whose session has an expiry, so that there would be one to tell. */
    private RawClient client() {
        return broker.resume(MQTT_5_0, "client", false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "00 00                      | 81",
                "82 .. 0001 []              | 82",
                "30 .. s'#' [] 'x'          | 90",
                "30 .. s'a' [23 ffff] 'x'   | 94",
                "30 ffffff7f                | 95"
            })
    @Normative({"MQTT-3.14.2-1", "MQTT-3.14.2-2", "MQTT-3.14.4-1", "MQTT-3.14.4-2"})
    void aBrokenRuleHasItsReason(String packet, String reasonCode) {
        expectLastWords(client().send(packet), Integer.parseInt(reasonCode, 16));
    }

    @Test
    @Normative({"MQTT-3.14.2-1", "MQTT-3.14.2-2", "MQTT-3.14.4-1", "MQTT-3.14.4-2"})
    void tooManyOpenPublishesHaveTheirReason() {
        RawClient client = client().send("34 .. s'a' 0001 [] 'x'"); // PUBLISH QoS 2
        client.expectAck(ReceivedPacket.PUBREC, 1);
        expectLastWords(client.send("34 .. s'a' 0002 [] 'x'"), 0x93);
    }

    @Test
    @Normative({"MQTT-3.14.2-1", "MQTT-3.14.2-2", "MQTT-3.14.4-1", "MQTT-3.14.4-2"})
    void silenceHasItsReason() {
        RawClient client = broker.open(MQTT_5_0);
        client.send("10 .. @ 02 003c [11 00000e10] s'client'").expectAccepted(false); // CONNECT, Keep Alive 60
        broker.letPass(Duration.ofSeconds(91));
        expectLastWords(client, 0x8D);
    }

    @Test
    @Normative({"MQTT-3.14.2-1", "MQTT-3.14.2-2", "MQTT-3.14.4-1", "MQTT-3.14.4-2"})
    void aTakeoverHasItsReason() {
        RawClient client = client();
        broker.resume(MQTT_5_0, "client", true);
        expectLastWords(client, 0x8E);
    }

    @Test
    @Normative({"MQTT-3.14.2-1", "MQTT-3.14.2-2", "MQTT-3.14.4-1", "MQTT-3.14.4-2"})
    void aStopOfTheBrokerHasItsReason() {
        RawClient client = client();
        broker.broker().stop();
        expectLastWords(client, 0x8B);
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1", "MQTT_3_1_1"})
    void beforeMqtt5TheBrokerHasNoLastWords(Protocol protocol) {
        RawClient client = broker.connect(protocol, "client");
        broker.broker().stop();
        client.expectClosed();
    }

    @Test
    @Normative("MQTT-3.14.4-1")
    void theBrokerAnswersNothingBehindThePacketThatEndsTheConnection() {
        RawClient client = client().subscribe("a", 0);
        client.send(
                "00 00", // packet type 0 is reserved
                "c0 00", // PINGREQ
                "30 .. s'a' [] 'x'", // PUBLISH QoS 0, which the client has subscribed to
                "32 .. s'b' 0001 [] 'x'", // PUBLISH QoS 1
                "82 .. 0002 [] s'c' 00", // SUBSCRIBE
                "00 00");
        expectLastWords(client, 0x81);
    }

    @Test
    @Normative("MQTT-3.14.4-1")
    void theBrokerWritesNothingThatIsDueAfterItsDisconnect() {
        RawClient client = client().subscribe("a", 1);
        broker.store().block();
        client.send("33 .. s'b' 0001 [] 'x'", "00 00"); // PUBLISH QoS 1, RETAIN: acknowledged after its commit
        client.expectType(DISCONNECT);
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.send(
                "32 .. s'a' 0001 [] 'x'"); // PUBLISH QoS 1: acknowledged after the commit too, the session is stored
        broker.store().release();
        publisher.expectAck(PUBACK, 1);
        publisher.publishRetained("b", 1, "y");
        client.expectClosed();
    }

    @Test
    void theReasonArrivesAlthoughTheClientHasSentMoreThanWasRead() {
        RawClient client = broker.connect(MQTT_5_0, "client");
        String[] packets = new String[2_000];
        Arrays.fill(packets, "30 .. s'a' [] 'after the end'"); // PUBLISH QoS 0
        packets[0] = "00 00"; // packet type 0 is reserved
        client.send(packets).expectDisconnect(0x81);
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-3.14.4-2", mqtt3 = "MQTT-3.14.4-1")
    void theConnectionEndsAfterTheClientsDisconnect(Protocol protocol) {
        RawClient client = broker.connect(protocol, "client").subscribe("a", 0);
        client.send("e0 00").expectClosed(); // DISCONNECT
        RawClient chatty = broker.connect(protocol, "chatty").subscribe("a", 0);
        chatty.send("e0 00", "30 .. s'a' [] 'too late'", "c0 00").expectClosed(); // DISCONNECT, PUBLISH, PINGREQ
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    @Normative(value = "MQTT-3.14.4-1", mqtt3 = "MQTT-3.14.4-2")
    void whatComesAfterDisconnectHasNoEffect(Protocol protocol) {
        RawClient witness = broker.connect(protocol, "witness").subscribe("#", 0);
        RawClient client = broker.open(protocol);
        client.send("10 .. @ 04 0000 [11 00000e10] s'client' [] s'will' s'gone'")
                .expectAccepted(false); // CONNECT
        client.send(
                        "e0 00", // DISCONNECT
                        "31 .. s'a' [] 'x'", // PUBLISH QoS 0, RETAIN
                        "33 .. s'b' 0001 [] 'x'", // PUBLISH QoS 1, RETAIN
                        "82 .. 0002 [] s'c' 01", // SUBSCRIBE
                        "00 00") // packet type 0 is reserved: an error would publish the Will
                .expectClosed();
        RawClient publisher = broker.connect(protocol, "publisher");
        witness.expectNothingFrom(publisher);
        publisher.publish("c", 1, "x").subscribe("+", 0).barrier();
        broker.resume(protocol, "client", true).barrier();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"e0 00", "e0 01 00", "e0 02 00 00", "e0 .. 00 [1f s'bye' 26 s'k' s'v']", "e0 .. 00 [11 00000000]"
            })
    @Normative("MQTT-3.14.4-3")
    void aNormalDisconnectCancelsTheWillForGood(String disconnect) {
        RawClient heir = broker.connect(MQTT_5_0, "heir").subscribe("will", 0);
        for (int willDelay : new int[] {0, 60}) {
            RawClient mortal = broker.open(MQTT_5_0);
            mortal.send("10 .. @ 06 0000 [11 00000e10] s'mortal' [18 %08x] s'will' s'gone'".formatted(willDelay));
            mortal.expectAccepted(false);
            mortal.send(disconnect).expectClosed();
            broker.letPass(Duration.ofMinutes(2)); // over the delay of the Will
            heir.barrier();
        }
        broker.letPass(Duration.ofHours(2)); // over the end of the session
        heir.barrier();
    }

    @Test
    void eachReasonOfAClientEndsTheConnection() {
        for (String reasonCode : "00 04 80 81 82 83 90 93 94 95 96 97 98 99".split(" ", -1)) {
            broker.connect(MQTT_5_0, "client").send("e0 01 " + reasonCode).expectClosed();
            broker.connect(MQTT_5_0, "client")
                    .send("e0 .. %s [1f s'why' 26 s'k' s'v' 26 s'k' s'v']".formatted(reasonCode))
                    .expectClosed();
        }
    }

    @Test
    @Normative("MQTT-3.14.2-1")
    void aReasonThatIsNotForClientsIsAProtocolError() {
        for (String reasonCode :
                "01 02 10 11 18 19 84 87 89 8b 8d 8e 8f 92 9a 9b 9c 9d 9e 9f a0 a1 a2".split(" ", -1)) {
            expectLastWords(broker.connect(MQTT_5_0, "client").send("e0 01 " + reasonCode), 0x82);
        }
    }

    @Test
    void aClientMayChangeItsSessionExpiryIntervalButNotBeginOne() {
        client().send("e0 .. 00 [11 00000000]").expectClosed(); // DISCONNECT, Session Expiry Interval 0
        expectLastWords(client().send("e0 .. 00 [11 00000001 11 00000001]"), 0x82);
        RawClient without = broker.connect(MQTT_5_0, "client without expiry");
        expectLastWords(without.send("e0 .. 00 [11 00000001]"), 0x82); // section 3.14.2.2.2
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c0 00", // PINGREQ
                "e0 00", // DISCONNECT
                "e0 01 82",
                "f0 .. 18 [15 s'SCRAM-SHA-256']", // AUTH
                "00 00",
                "10 ffffffff01", // a length of five bytes
                "10 ffffff7f", // CONNECT that is too large
                "10 .. s'MQTT' 06 02 0000 00 s'a'", // of another version
                "10 .. @ 03 0000 [] s'a'", // with the reserved flag
                "10 .. @ 02 0000 [21 0000] s'a'", // with Receive Maximum 0
                "10 .. @ 06 0000 [] s'a' [] s'will/#' s'x'", // with a wildcard in its Will Topic
                "10 .. @ 02 0000 [] s'stranger'", // that is not let in
                "10 .. @ 02 0000 [] s'stranger' 00 00" // and that is followed by another error
            })
    @Normative("MQTT-3.14.0-1")
    void beforeAConnAckThatAcceptsThereIsNoDisconnect(String first) {
        try (TestBroker guarded = TestBroker.create()
                .maximumPacketSize(1_000)
                .authenticator((clientId, userName, password) -> !clientId.equals("stranger"))
                .start()) {
            List<ReceivedPacket> answer = guarded.open(MQTT_5_0).send(first).receiveUntilClosed();
            assertThat(answer).hasSizeLessThanOrEqualTo(1).allSatisfy(packet -> {
                assertThat(packet.type()).isEqualTo(CONNACK);
                assertThat(packet.reasonCode()).isNotZero(); // of another version: in the words of MQTT 3.1.1
            });
        }
    }

    @Test
    @Normative("MQTT-3.14.0-1")
    void whoeverSendsNoConnectIsToldNothingWhenTheTimeIsOver() {
        RawClient silent = broker.open(MQTT_5_0);
        RawClient slow = broker.open(MQTT_5_0).send("10 20 0004 'MQTT' 05"); // the beginning of a CONNECT
        broker.connect(MQTT_5_0, "one on each of the loops").barrier();
        broker.connect(MQTT_5_0, "the other").barrier(); // so both know the connections that were opened before
        broker.letPass(Duration.ofSeconds(11));
        silent.expectClosed();
        slow.expectClosed();
    }

    @Test
    @Normative("MQTT-3.14.0-1")
    void whoeverSendsNoConnectIsToldNothingWhenTheBrokerStops() {
        RawClient silent = broker.open(MQTT_5_0);
        broker.connect(MQTT_5_0, "later");
        broker.broker().stop();
        silent.expectClosed();
    }

    @Test
    @Normative("MQTT-3.14.0-1")
    void aClientThatWaitsForItsSessionIsToldNothingWhenTheBrokerStops() throws InterruptedException {
        StuckAuthorizer authorizer = new StuckAuthorizer();
        CountDownLatch connects = new CountDownLatch(3);
        Authenticator counting = (clientId, userName, password) -> {
            connects.countDown();
            return true;
        };
        try (TestBroker stuck = TestBroker.create()
                .authenticator(counting)
                .authorizer(authorizer)
                .start()) {
            RawClient newer = stuck.open(MQTT_5_0);
            RawClient older = stuck.connect(MQTT_5_0, "client"); // on the other loop
            RawClient beside = stuck.connect(MQTT_5_0, "beside"); // on the loop of the first
            older.send("30 .. s'stuck' [] 'x'"); // PUBLISH
            authorizer.called.await();
            newer.send("10 .. @ 00 0000 [] s'client'"); // CONNECT
            connects.await();
            beside.barrier(); // so that it waits for the session
            Thread stop = new Thread(stuck.broker()::stop);
            stop.start();
            newer.expectClosed();
            authorizer.free.countDown();
            stop.join();
            expectLastWords(older, 0x8E);
        }
    }

    /** Lets the event loop of a publisher wait. */
    private static final class StuckAuthorizer implements Authorizer {
        private final CountDownLatch called = new CountDownLatch(1);
        private final CountDownLatch free = new CountDownLatch(1);

        @Override
        public boolean mayPublish(String clientId, @Nullable String userName, TopicName topic) {
            called.countDown();
            try {
                free.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return true;
        }

        @Override
        public boolean maySubscribe(String clientId, @Nullable String userName, TopicFilter filter) {
            return true;
        }
    }
}
