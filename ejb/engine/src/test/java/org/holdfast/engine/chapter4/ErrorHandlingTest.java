package org.holdfast.engine.chapter4;

import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.time.Duration;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Handling errors (section 4.13 of MQTT 5.0, 4.8 of 3.1.1): the code, where the version has one, then the end, whatever else
 * the client has sent; and no other connection feels it.
 */
class ErrorHandlingTest {
    private static final String LATER = "31 .. s'later' [] 'x'"; // PUBLISH, RETAIN

    @RegisterExtension
    final TestBroker broker = TestBroker.create()
            .authenticator((clientId, userName, password) -> !"mallory".equals(userName))
            .receiveMaximum(1)
            .maximumPacketSize(2_000);

    /** Nobody gets what was sent behind the error, and other connections go on. */
    @AfterEach
    void nothingElseHasHappened() {
        RawClient witness =
                broker.connect(MQTT_5_0, "witness").subscribe("#", 0).barrier();
        witness.publish("alive", 0, "yes").expectPublish("alive", "yes");
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "00 00                               | 81 | a packet type that is reserved",
                "f1 00                               | 81 | flags that are reserved",
                "30 ffffffff01                       | 81 | a Remaining Length of five bytes",
                "30 .. 0001 ff [] 'x'                | 81 | a string that is no UTF-8",
                "36 .. s'a' 0001 [] 'x'              | 81 | QoS 3",
                "62 01 00                            | 81 | a packet that ends too soon",
                "82 .. 0001 []                       | 82 | no filter",
                "34 .. s'a' 0000 [] 'x'              | 82 | Packet Identifier 0",
                "30 .. s'' [] 'x'                    | 82 | no topic",
                "30 ffffff7f                         | 95 | a packet over the maximum",
                "20 02 00 00                         | 82 | a packet that only servers send",
                "10 .. @ 02 0000 [] s'client'        | 82 | a second CONNECT",
            })
    @Normative(
            value = {"MQTT-4.13.1-1", "MQTT-4.13.2-1"},
            mqtt3 = "MQTT-4.8.0-1")
    void whatIsMalformedOrAgainstTheProtocolEndsTheConnection(String packet, String reasonCode, String why) {
        for (Protocol protocol : Protocol.values()) {
            RawClient client = broker.connect(protocol, "client").send(packet, LATER);
            client.expectDisconnect(Integer.parseInt(reasonCode, 16));
        }
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "30 .. s'a' [7f 00] 'x'                 | 81 | a property that does not exist",
                "30 .. s'a' [11 00000001] 'x'           | 81 | a property of another packet",
                "e0 .. 7f []                            | 81 | a Reason Code that does not exist",
                "30 .. s'a' [01 00 01 00] 'x'           | 82 | a property twice",
                "30 .. s'a' [0b 01] 'x'                 | 82 | a Subscription Identifier in a PUBLISH",
                "82 .. 0001 [] s'$share/g/a' 04         | 82 | No Local on a shared subscription",
                "f0 00                                  | 82 | AUTH that nothing has begun",
                "e0 .. 00 [11 00000001]                 | 82 | a session that is prolonged against CONNECT",
                "30 .. s'a' [23 0041] 'x'               | 94 | a Topic Alias over the maximum",
                "30 .. s'a' [23 0000] 'x'               | 94 | Topic Alias 0",
            })
    @Normative({"MQTT-4.13.1-1", "MQTT-4.13.2-1"})
    void soDoesWhatOnlyMqtt5Knows(String packet, String reasonCode, String why) {
        RawClient client = broker.connect(MQTT_5_0, "client").send(packet, LATER);
        client.expectDisconnect(Integer.parseInt(reasonCode, 16));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "10 .. @ 03 0000 [] s'a'                            | 81 | the reserved flag",
                "10 .. @ 02 0000 [] 0001 ff                         | 81 | a Client Identifier that is no UTF-8",
                "10 .. @ 02 0000 [21 0001 21 0001] s'a'             | 82 | a property twice",
                "10 .. @ 02 0000 [21 0000] s'a'                     | 82 | Receive Maximum 0",
                "10 .. @ c2 0000 [] s'a' s'mallory' s'x'            | 86 | a user who is not let in",
                "10 .. @ 02 0000 [15 s'magic'] s'a'                 | 8c | an Authentication Method that is not known",
            })
    @Normative({"MQTT-4.13.1-1", "MQTT-4.13.2-1"})
    void aConnectWithAnErrorIsRefusedAndTheConnectionEnds(String connect, String reasonCode, String why) {
        broker.open(MQTT_5_0).send(connect, LATER).expectRefused(Integer.parseInt(reasonCode, 16));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "10 .. s'MQTT' 06 02 0000 s'a'                 | 1  | a version that is not served",
                "10 .. @ 00 0000 s''                           | 2  | no Client Identifier for a session to be kept",
                "10 .. @ c2 0000 s'a' s'mallory' s'x'          | 4  | a user who is not let in",
                "10 .. @ 03 0000 s'a'                          | '' | the reserved flag",
                "10 .. @ 42 0000 s'a' s'x'                     | '' | Password without User Name",
                "30 .. s'a' 'x'                                | '' | no CONNECT at all",
            })
    @Normative(mqtt3 = "MQTT-4.8.0-1")
    void soIsOneOfMqtt3WithAReturnCodeWhereThereIsOne(String connect, String returnCode, String why) {
        RawClient client = broker.open(MQTT_3_1_1).send(connect, LATER);
        if (returnCode.equals("''")) {
            client.expectClosed();
        } else {
            client.expectRefused(Integer.parseInt(returnCode));
        }
    }

    /** What ends a connection that is no fault of a packet's form. */
    enum Cause {
        KEEP_ALIVE_TIMEOUT(0x8D) {
            @Override
            void of(RawClient client, TestBroker broker) {
                broker.letPass(Duration.ofSeconds(16));
            }
        },
        SESSION_TAKEN_OVER(0x8E) {
            @Override
            void of(RawClient client, TestBroker broker) {
                broker.connect(client.protocol(), "client");
            }
        },
        RECEIVE_MAXIMUM_EXCEEDED(0x93) {
            @Override
            void of(RawClient client, TestBroker broker) {
                client.send("34 .. s'a' 0001 [] 'x'").expectType(ReceivedPacket.PUBREC); // PUBLISH QoS 2
                client.send("34 .. s'a' 0002 [] 'x'"); // PUBLISH QoS 2
            }
        },
        SERVER_SHUTTING_DOWN(0x8B) {
            @Override
            void of(RawClient client, TestBroker broker) {
                broker.broker().stop();
            }
        };

        private final int reasonCode;

        Cause(int reasonCode) {
            this.reasonCode = reasonCode;
        }

        abstract void of(RawClient client, TestBroker broker);
    }

    private RawClient withKeepAliveOfTenSeconds(Protocol protocol) {
        RawClient client = broker.open(protocol).send("10 .. @ 02 000a [] s'client'"); // CONNECT
        client.expectAccepted();
        return client;
    }

    @ParameterizedTest
    @EnumSource
    @Normative("MQTT-4.13.2-1")
    void afterEachReasonToDisconnectTheConnectionEnds(Cause cause) {
        RawClient client = withKeepAliveOfTenSeconds(MQTT_5_0);
        cause.of(client, broker);
        client.expectDisconnect(cause.reasonCode);
        startAgainAfter(cause);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RECEIVE_MAXIMUM_EXCEEDED")
    @Normative(mqtt3 = "MQTT-4.8.0-1")
    void soItDoesInMqtt3WithoutAWord(Cause cause) {
        RawClient client = withKeepAliveOfTenSeconds(MQTT_3_1_1);
        cause.of(client, broker);
        client.expectClosed();
        startAgainAfter(cause);
    }

    private void startAgainAfter(Cause cause) {
        if (cause == Cause.SERVER_SHUTTING_DOWN) {
            broker.close();
            broker.start();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0x81, 0x82, 0x83, 0x90, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99})
    @Normative("MQTT-4.13.2-1")
    void aDisconnectOfTheClientWithAnErrorEndsTheConnectionAndFiresTheWill(int reasonCode) {
        RawClient heir = broker.connect(MQTT_5_0, "heir").subscribe("will", 0);
        RawClient client = broker.open(MQTT_5_0).send("10 .. @ 06 0000 [] s'client' [] s'will' s'x'"); // CONNECT, Will
        client.expectAccepted();
        client.send("e0 01 %02x".formatted(reasonCode), LATER).expectClosed(); // DISCONNECT
        heir.expectPublish("will", "x");
    }
}
