package org.holdfast.engine.chapter4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.time.Duration;
import java.util.Map;
import org.holdfast.engine.access.AuthenticationMethod;
import org.holdfast.engine.access.AuthenticationMethod.Step;
import org.holdfast.engine.access.Authorizer;
import org.holdfast.engine.access.ScramSha256;
import org.holdfast.engine.access.ScramVerifier;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.ReceivedProperties;
import org.holdfast.engine.testing.ScramClient;
import org.holdfast.engine.testing.TestBroker;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Enhanced authentication (section 4.12), with SCRAM-SHA-256 and with a method that a host brings. */
class EnhancedAuthenticationTest {
    private static final int REASON_STRING = 0x1F;
    private static final int METHOD = 0x15;
    private static final int DATA = 0x16;
    private static final Map<String, ScramVerifier> USERS =
            Map.of("alice", ScramVerifier.derive("secret"), "bob", ScramVerifier.derive("hidden"));

    @RegisterExtension
    final TestBroker broker = TestBroker.create()
            .authenticationMethods(new ScramSha256(USERS::get), new Endless())
            .authorizer(new OwnTopicsOnly());

    /** A method that always has another question. */
    private static final class Endless implements AuthenticationMethod {
        @Override
        public String name() {
            return "ENDLESS";
        }

        @Override
        public Exchange begin(String clientId) {
            return data -> new Step.Continue(Payload.EMPTY);
        }
    }

    /** Everybody may publish to topics that begin with the own name; nobody has any other. */
    private static final class OwnTopicsOnly implements Authorizer {
        @Override
        public boolean mayPublish(String clientId, @Nullable String userName, TopicName topic) {
            return topic.value().startsWith(userName + "/");
        }

        @Override
        public boolean maySubscribe(String clientId, @Nullable String userName, TopicFilter filter) {
            return true;
        }
    }

    private static ScramClient alice() {
        return new ScramClient("alice", "secret", "fyko+d2lbbFgONRv9qkxdawL");
    }

    private static String auth(String code, String data) {
        return "f0 .. " + code + " [15 s'SCRAM-SHA-256' 16 s'" + data + "']";
    }

    /** An AUTH of the broker that asks for another step; its data. */
    private static String challenge(RawClient client) {
        ReceivedPacket auth = client.expectType(ReceivedPacket.AUTH);
        assertThat(auth.reasonCode()).isEqualTo(0x18);
        assertThat(auth.properties().text(METHOD)).isEqualTo("SCRAM-SHA-256");
        return auth.properties().text(DATA);
    }

    /** A client that has sent CONNECT and has not been asked anything yet. */
    private RawClient begin(ScramClient scram, String clientId) {
        RawClient client = broker.open(MQTT_5_0);
        return client.send("10 .. @ 02 0000 [15 s'SCRAM-SHA-256' 16 s'%s'] s'%s'".formatted(scram.first(), clientId));
    }

    private RawClient connected(ScramClient scram, String clientId) {
        RawClient client = begin(scram, clientId);
        client.send(auth("18", scram.last(challenge(client)))).expectAccepted();
        return client;
    }

    @Test
    @Normative({"MQTT-4.12.0-2", "MQTT-4.12.0-5"})
    void clientAndBrokerShowEachOtherThatTheyKnowThePassword() {
        ScramClient scram = alice();
        RawClient client = begin(scram, "a");
        client.send(auth("18", scram.last(challenge(client))));
        ReceivedProperties connAck = client.expectAccepted(false).properties();
        assertThat(connAck.text(METHOD)).isEqualTo("SCRAM-SHA-256");
        assertThat(connAck.text(DATA)).isEqualTo(scram.expectedServerFinal());
        client.publish("alice/a", 1, "x").barrier();
    }

    @Test
    void aConnectWithoutDataIsAskedForTheFirstMessage() {
        ScramClient scram = alice();
        RawClient client = broker.open(MQTT_5_0).send("10 .. @ 02 0000 [15 s'SCRAM-SHA-256'] s'a'"); // CONNECT
        assertThat(challenge(client)).isEmpty();
        client.send(auth("18", scram.first()));
        client.send(auth("18", scram.last(challenge(client)))).expectAccepted(false);
    }

    @ParameterizedTest
    @CsvSource({"alice, wrong", "nobody, secret", "bob, secret"})
    @Normative({"MQTT-4.12.0-4", "MQTT-3.14.0-1"})
    void whoDoesNotKnowThePasswordIsRefusedAndNotToldWhatIsWrong(String user, String password) {
        ScramClient scram = new ScramClient(user, password, "abc");
        RawClient client = begin(scram, "a");
        client.send(auth("18", scram.last(challenge(client))));
        ReceivedPacket connAck = client.expectRefused(0x87);
        assertThat(connAck.properties().text(REASON_STRING))
                .isEqualTo("not authenticated: the user name or password is wrong");
    }

    @Test
    void aMessageThatIsNotOneOfTheMethodIsRefused() {
        RawClient client = broker.open(MQTT_5_0);
        client.send("10 .. @ 02 0000 [15 s'SCRAM-SHA-256' 16 s'nonsense'] s'a'").expectRefused(0x87);
    }

    @Test
    void aClientThatIsRefusedLeavesTheLiveSessionOfItsClientIdentifierAlone() {
        RawClient live = connected(alice(), "a");
        ScramClient scram = new ScramClient("alice", "wrong", "abc");
        RawClient intruder = begin(scram, "a");
        intruder.send(auth("18", scram.last(challenge(intruder)))).expectRefused(0x87);
        live.barrier();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-1", "scram-sha-256", "SCRAM-SHA-256-PLUS", ""})
    @Normative("MQTT-4.12.0-1")
    void anUnknownMethodIsRefused(String method) {
        RawClient client = broker.open(MQTT_5_0);
        client.send("10 .. @ 02 0000 [15 s'%s' 16 s'n,,n=alice,r=abc'] s'a'".formatted(method));
        client.expectRefused(0x8C);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    30 .. s'alice/a' [] 'x'            | PUBLISH
                    30 .. s'alice/a' [23 0000] 'x'     | PUBLISH that would be answered with 0x94 after CONNACK
                    82 .. 0001 [] s'#' 00              | SUBSCRIBE
                    c0 00                              | PINGREQ
                    40 02 0001                         | PUBACK
                    10 .. @ 02 0000 [] s'a'            | CONNECT
                    """)
    @Normative({"MQTT-3.1.2-30", "MQTT-3.2.2-8", "MQTT-3.14.0-1"})
    void beforeConnAckNothingButAuthAndDisconnectMayCome(String packet, String name) {
        RawClient client = begin(alice(), "a");
        challenge(client);
        client.send(packet).expectRefused(0x82);
    }

    @Test
    @Normative({"MQTT-3.1.4-6", "MQTT-3.1.2-30"})
    void whatComesBehindAConnectThatIsRefusedHasNoEffect() {
        RawClient bob =
                connected(new ScramClient("bob", "hidden", "abc"), "bob").subscribe("#", 0);
        RawClient client = broker.open(MQTT_5_0);
        client.send(
                "10 .. @ 02 0000 [15 s'SCRAM-SHA-256' 16 s'n,,n=alice,r=abc'] s'a'", // CONNECT
                auth("18", "c=biws,r=abc,p=AAAA"),
                "31 .. s'alice/a' [] 'x'"); // PUBLISH, RETAIN
        challenge(client);
        client.expectRefused(0x87);
        bob.barrier().subscribe("#", 0).barrier();
    }

    @Test
    void aClientMayLeaveInTheMiddle() {
        RawClient client = begin(alice(), "a");
        challenge(client);
        client.send("e0 00").expectClosed(); // DISCONNECT
        assertThat(broker.broker().status().sessions().total()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "19"})
    @Normative("MQTT-4.12.0-3")
    void aStepBeforeConnAckHasTheCodeOfAStep(String code) {
        ScramClient scram = alice();
        RawClient client = begin(scram, "a");
        client.send(auth(code, scram.last(challenge(client)))).expectRefused(0x82);
    }

    @Test
    @Normative("MQTT-4.12.0-5")
    void aStepBeforeConnAckNamesTheMethodOfTheConnect() {
        RawClient client = begin(alice(), "a");
        challenge(client);
        client.send("f0 .. 18 [15 s'ENDLESS' 16 s'x']").expectRefused(0x82);
    }

    @Test
    @Normative("MQTT-3.2.0-1")
    void nothingButAuthLeavesAheadOfConnAck() {
        ScramClient before = alice();
        RawClient away = broker.open(MQTT_5_0);
        away.send("10 .. @ 00 0000 [11 00000e10 15 s'SCRAM-SHA-256' 16 s'%s'] s'a'"
                .formatted(before.first())); // Session Expiry Interval 3600
        away.send(auth("18", before.last(challenge(away)))).expectAccepted(false);
        away.subscribe("#", 1).disconnect();
        RawClient bob =
                connected(new ScramClient("bob", "hidden", "abc"), "bob").publish("bob/a", 1, "waits");
        ScramClient scram = alice();
        RawClient client = broker.open(MQTT_5_0);
        client.send("10 .. @ 00 0000 [15 s'SCRAM-SHA-256' 16 s'%s'] s'a'".formatted(scram.first()));
        String challenge = challenge(client);
        bob.publish("bob/a", 1, "still waits").barrier();
        client.send(auth("18", scram.last(challenge))).expectAccepted(true);
        client.expectPublish("bob/a", 1, "waits");
        client.expectPublish("bob/a", 1, "still waits");
    }

    @Test
    void theTimeToConnectLastsUntilConnAckAndStepsDoNotProlongIt() {
        RawClient client = broker.open(MQTT_5_0).send("10 .. @ 02 0000 [15 s'ENDLESS'] s'a'"); // CONNECT
        for (int seconds = 0; seconds < 8; seconds += 4) {
            client.expect("f0 .. 18 [15 s'ENDLESS' 16 s'']");
            broker.letPass(Duration.ofSeconds(4));
            client.send("f0 .. 18 [15 s'ENDLESS']");
        }
        client.expect("f0 .. 18 [15 s'ENDLESS' 16 s'']");
        broker.letPass(Duration.ofSeconds(3)); // 11 s are over
        client.expectClosed();
    }

    @Test
    void keepAliveBeginsWithConnAck() {
        ScramClient scram = alice();
        RawClient client = broker.open(MQTT_5_0);
        client.send("10 .. @ 02 0002 [15 s'SCRAM-SHA-256' 16 s'%s'] s'a'".formatted(scram.first())); // Keep Alive 2 s
        String challenge = challenge(client);
        broker.letPass(Duration.ofSeconds(8));
        client.send(auth("18", scram.last(challenge))).expectAccepted(false);
        broker.letPass(Duration.ofSeconds(2));
        client.barrier();
        broker.letPass(Duration.ofSeconds(4));
        client.expectDisconnect(0x8D);
    }

    @Test
    void aMethodThatFindsNoEndIsCutShort() {
        RawClient client = broker.open(MQTT_5_0).send("10 .. @ 02 0000 [15 s'ENDLESS'] s'a'"); // CONNECT
        for (int steps = 1; steps < 10; steps++) {
            client.expect("f0 .. 18 [15 s'ENDLESS' 16 s'']");
            client.send("f0 .. 18 [15 s'ENDLESS']");
        }
        client.expectRefused(0x87);
    }

    @Test
    @Normative("MQTT-3.14.0-1")
    void aBrokerThatStopsDoesNotSayGoodbyeBeforeConnAck() {
        RawClient client = begin(alice(), "a");
        challenge(client);
        Thread stop = new Thread(() -> broker.broker().stop());
        stop.start();
        client.expectClosed();
    }

    @Test
    void whatAClientMayDoIsWhatItsAuthenticatedUserMay() {
        ScramClient scram = alice();
        RawClient client = broker.open(MQTT_5_0);
        client.send("10 .. @ c2 0000 [15 s'SCRAM-SHA-256' 16 s'%s'] s'a' s'bob' s'hidden'".formatted(scram.first()));
        client.send(auth("18", scram.last(challenge(client)))).expectAccepted(false);
        client.publish("alice/a", 1, "x");
        client.send("32 .. s'bob/a' 0007 [] 'x'").expectAck(ReceivedPacket.PUBACK, 7, 0x87); // PUBLISH QoS 1
    }

    @ParameterizedTest
    @CsvSource({"alice/will, 0", "bob/will, 135"})
    void theWillIsThatOfTheAuthenticatedUser(String topic, int code) {
        ScramClient scram = alice();
        RawClient client = broker.open(MQTT_5_0);
        client.send("10 .. @ 86 0000 [15 s'SCRAM-SHA-256' 16 s'%s'] s'a' [] s'%s' s'gone' s'bob'"
                .formatted(scram.first(), topic)); // CONNECT with Will and User Name
        client.send(auth("18", scram.last(challenge(client))));
        assertThat(client.expectType(ReceivedPacket.CONNACK).reasonCode()).isEqualTo(code);
    }

    @Test
    @Normative({"MQTT-4.12.0-6", "MQTT-4.12.0-7"})
    void aConnectWithoutMethodHasNoEnhancedAuthentication() {
        RawClient client = broker.open(MQTT_5_0).send("10 .. @ 02 0000 [] s'a'"); // CONNECT
        ReceivedProperties connAck = client.expectAccepted(false).properties();
        assertThat(connAck.has(METHOD)).isFalse();
        assertThat(connAck.has(DATA)).isFalse();
        client.barrier();
        client.send(auth("19", "n,,n=alice,r=abc")).expectDisconnect(0x82);
    }

    @Test
    @Normative("MQTT-4.12.0-5")
    void aConnectedClientAuthenticatesItselfAgainWhileEverythingGoesOn() {
        RawClient client = connected(alice(), "a").subscribe("#", 1);
        for (int round = 0; round < 3; round++) {
            ScramClient scram = alice();
            client.send(auth("19", scram.first()));
            String challenge = challenge(client);
            client.send("30 .. s'alice/a' [] 'meanwhile'").expectPublish("alice/a", "meanwhile"); // PUBLISH QoS 0
            client.barrier();
            client.send(auth("18", scram.last(challenge)));
            ReceivedPacket last = client.expectType(ReceivedPacket.AUTH);
            assertThat(last.reasonCode()).isZero();
            assertThat(last.properties().text(METHOD)).isEqualTo("SCRAM-SHA-256");
            assertThat(last.properties().text(DATA)).isEqualTo(scram.expectedServerFinal());
        }
        client.barrier();
    }

    @Test
    @Normative("MQTT-4.12.1-2")
    void aReAuthenticationThatFailsEndsTheConnectionAndFiresTheWill() {
        RawClient bob =
                connected(new ScramClient("bob", "hidden", "abc"), "bob").subscribe("alice/#", 0);
        ScramClient scram = alice();
        RawClient client = broker.open(MQTT_5_0);
        client.send("10 .. @ 06 0000 [15 s'SCRAM-SHA-256' 16 s'%s'] s'a' [] s'alice/will' s'gone'"
                .formatted(scram.first())); // CONNECT with Will
        client.send(auth("18", scram.last(challenge(client)))).expectAccepted(false);
        ScramClient wrong = new ScramClient("alice", "wrong", "abc");
        client.send(auth("19", wrong.first()));
        client.send(auth("18", wrong.last(challenge(client)))).expectDisconnect(0x87);
        bob.expectPublish("alice/will", "gone");
    }

    @Test
    @Normative("MQTT-4.12.1-2")
    void nobodyBecomesAnotherUserByAReAuthentication() {
        RawClient client = connected(alice(), "a");
        ScramClient bob = new ScramClient("bob", "hidden", "abc");
        client.send(auth("19", bob.first()));
        client.send(auth("18", bob.last(challenge(client)))).expectDisconnect(0x87);
    }

    @Test
    @Normative("MQTT-4.12.1-1")
    void aReAuthenticationNamesTheMethodOfTheConnect() {
        connected(alice(), "a").send("f0 .. 19 [15 s'ENDLESS' 16 s'x']").expectDisconnect(0x82);
    }

    @Test
    void aReAuthenticationBeginsWithItsOwnCodeAndOnlyOnce() {
        connected(alice(), "a").send(auth("18", alice().first())).expectDisconnect(0x82);
        RawClient twice = connected(alice(), "b").send(auth("19", alice().first()));
        challenge(twice);
        twice.send(auth("19", alice().first())).expectDisconnect(0x82);
    }
}
