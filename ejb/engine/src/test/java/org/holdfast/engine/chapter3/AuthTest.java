package org.holdfast.engine.chapter3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.nio.charset.StandardCharsets;
import org.holdfast.engine.access.AuthenticationMethod;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AUTH, the packet (section 3.15). What is said with it is in chapter 4. */
class AuthTest {
    private static final int METHOD = 0x15;
    private static final int DATA = 0x16;
    private static final int REASON_STRING = 0x1F;
    private static final int USER_PROPERTY = 0x26;

    @RegisterExtension
    final TestBroker broker = TestBroker.create().authenticationMethods(new Echo());

    /** Repeats what the client says, until that is {@code end}. */
    private static final class Echo implements AuthenticationMethod {
        private static final Payload END = Payload.of("end".getBytes(StandardCharsets.UTF_8));

        @Override
        public String name() {
            return "ECHO";
        }

        @Override
        public Exchange begin(String clientId) {
            return Echo::answer;
        }

        private static Step answer(@Nullable Payload data) {
            return data != null && END.equals(data)
                    ? new Step.Success(null, null)
                    : new Step.Continue(data == null ? Payload.EMPTY : data);
        }
    }

    private RawClient authenticating() {
        RawClient client = broker.open(MQTT_5_0);
        client.send("10 .. @ 02 0000 [15 s'ECHO' 16 s'1'] s'a'"); // CONNECT with Authentication Method and Data
        client.expect("f0 .. 18 [15 s'ECHO' 16 s'1']");
        return client;
    }

    private RawClient authenticated() {
        RawClient client = authenticating();
        client.send("f0 .. 18 [15 s'ECHO' 16 s'end']").expectAccepted(false);
        return client;
    }

    @Test
    void everyPropertyOfAnAuthIsRead() {
        RawClient client = authenticating();
        client.send("f0 .. 18 [26 s'a' s'b' 1f s'because' 16 s'two' 26 s'a' s'b' 15 s'ECHO']");
        client.expect("f0 .. 18 [15 s'ECHO' 16 s'two']");
        client.send("f0 .. 18 [15 s'ECHO']"); // without data
        client.expect("f0 .. 18 [15 s'ECHO' 16 s'']");
    }

    @ParameterizedTest
    @ValueSource(strings = {"f1", "f2", "f4", "f8", "ff"})
    @Normative("MQTT-3.15.1-1")
    void flagsOfTheFixedHeaderAreMalformed(String header) {
        authenticated().send(header + " .. 19 [15 s'ECHO' 16 s'1']").expectDisconnect(0x81);
        authenticating().send(header + " .. 18 [15 s'ECHO' 16 s'1']").expectRefused(0x81);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "01", "04", "10", "17", "1a", "42", "80", "87", "ff"})
    @Normative("MQTT-3.15.2-1")
    void aReasonCodeThatIsNotForAClientsAuthIsAProtocolError(String code) {
        authenticated().send("f0 .. " + code + " [15 s'ECHO' 16 s'1']").expectDisconnect(0x82);
        authenticating().send("f0 .. " + code + " [15 s'ECHO' 16 s'1']").expectRefused(0x82);
    }

    @Test
    void anAuthOfTwoBytesSaysSuccessWhichIsForTheServerToSay() { // section 3.15.2.1
        authenticated().send("f0 00").expectDisconnect(0x82);
        authenticating().send("f0 00").expectRefused(0x82);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    f0 .. 19 [16 s'1']                          | 82 | no method
                    f0 .. 19 []                                 | 82 | no properties
                    f0 .. 19 [15 s'ECHO' 15 s'ECHO']            | 82 | the method twice
                    f0 .. 19 [15 s'ECHO' 16 s'1' 16 s'1']       | 82 | the data twice
                    f0 .. 19 [15 s'ECHO' 1f s'a' 1f s'a']       | 82 | the Reason String twice
                    f0 .. 19 [15 s'ECHO' 21 0001]               | 81 | Receive Maximum
                    f0 .. 19 [15 s'ECHO' 16 0005 'four']        | 81 | data longer than the properties
                    f0 .. 19 [15 0001 ff]                       | 81 | a method that is not UTF-8
                    f0 .. 19 [15 s'ECHO' 1f 0001 00]            | 81 | U+0000
                    f0 .. 19                                    | 81 | no length of the properties
                    f0 .. 19 [15 s'ECHO'] 00                    | 81 | a byte too many
                    """)
    void whatIsWrongInAnAuthEndsTheConnection(String auth, String code, String what) {
        int reason = Integer.parseInt(code, 16);
        authenticated().send(auth).expectDisconnect(reason);
        authenticating().send(auth.replace("19", "18")).expectRefused(reason);
    }

    @Test
    void mqtt3HasNoAuth() {
        broker.connect(MQTT_3_1_1, "old").send("f0 00").expectClosed();
        broker.open(MQTT_3_1_1).send("f0 00").expectClosed();
    }

    @Test
    void authBeforeConnectEndsTheConnection() {
        broker.open(MQTT_5_0).send("f0 .. 18 [15 s'ECHO' 16 s'end']").expectClosed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "17 00", "17 01", "27 00000200"}) // Request Problem Information, Maximum Packet Size
    @Normative({"MQTT-3.15.2-2", "MQTT-3.15.2-3", "MQTT-3.1.2-29"})
    void theBrokersAuthHasNeitherReasonStringNorUserProperties(String properties) {
        RawClient client = broker.open(MQTT_5_0);
        client.send("10 .. @ 02 0000 [15 s'ECHO' 16 s'1' %s] s'a'".formatted(properties)); // CONNECT
        expectMethodAndDataOnly(client.expectType(ReceivedPacket.AUTH));
        client.send("f0 .. 18 [15 s'ECHO' 16 s'end']").expectAccepted(false);
        client.send("f0 .. 19 [15 s'ECHO' 16 s'2']");
        expectMethodAndDataOnly(client.expectType(ReceivedPacket.AUTH));
    }

    private static void expectMethodAndDataOnly(ReceivedPacket auth) {
        assertThat(auth.properties().has(METHOD)).isTrue();
        assertThat(auth.properties().has(DATA)).isTrue();
        assertThat(auth.properties().has(REASON_STRING)).isFalse();
        assertThat(auth.properties().has(USER_PROPERTY)).isFalse();
    }

    @Test
    @Normative("MQTT-3.1.2-24")
    void anAuthThatTheClientDoesNotTakeIsNotSent() {
        String fits =
                "x".repeat(100 - 2 - 2 - 7 - 3); // fixed header, code and length, method, data's identifier and length
        RawClient client = broker.open(MQTT_5_0);
        client.send(
                "10 .. @ 02 0000 [27 00000064 15 s'ECHO' 16 s'%s'] s'a'".formatted(fits)); // Maximum Packet Size 100
        assertThat(client.expectType(ReceivedPacket.AUTH).bytes()).hasSize(100);
        client.send("f0 .. 18 [15 s'ECHO' 16 s'%s']".formatted(fits + "x")).expectRefused(0x95);
    }
}
