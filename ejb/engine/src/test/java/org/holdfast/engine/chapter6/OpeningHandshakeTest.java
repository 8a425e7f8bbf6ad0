package org.holdfast.engine.chapter6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.RawWebSocket.GOOD_FIELDS;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.RawWebSocket;
import org.holdfast.engine.testing.RawWebSocket.HttpAnswer;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets a WebSocket, and what everybody else is told (RFC 6455, section 4.2). */
class OpeningHandshakeTest {
    private static final String GOOD_REQUEST = "GET /mqtt HTTP/1.1";

    @RegisterExtension
    static final TestBroker broker = TestBroker.create();

    private static HttpAnswer answer(String requestLine, String fields) {
        return broker.openWebSocket().request(requestLine, fields).receiveAnswer();
    }

    /** The fields of a good request, with one line of them replaced by others or by none. */
    private static String fieldsWith(String name, String lines) {
        return GOOD_FIELDS.replaceFirst("(?m)^" + name + ": .*\n", lines);
    }

    private static HttpAnswer answerToOffer(String lines) {
        return answer(GOOD_REQUEST, fieldsWith("Sec-WebSocket-Protocol", lines));
    }

    @Test
    void theAnswerSwitchesProtocolsAndProvesThatTheKeyWasRead() {
        HttpAnswer answer = answer(GOOD_REQUEST, GOOD_FIELDS);
        assertThat(answer.head()).startsWith("HTTP/1.1 101 Switching Protocols\n");
        assertThat(answer.field("Upgrade")).isEqualTo("websocket");
        assertThat(answer.field("Connection")).isEqualTo("Upgrade");
        assertThat(answer.field("Sec-WebSocket-Accept"))
                .isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="); // the example of RFC 6455, section 1.3
        assertThat(answer.field("Sec-WebSocket-Extensions")).isEmpty();
    }

    @Normative(value = "MQTT-6.0.0-4", mqtt3 = "MQTT-6.0.0-4")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-WebSocket-Protocol: mqtt\n",
                "Sec-WebSocket-Protocol: mqttv3.1, mqtt\n",
                "Sec-WebSocket-Protocol: chat,mqtt , soap\n",
                "Sec-WebSocket-Protocol: mqttv3.1\nSec-WebSocket-Protocol: mqtt\n"
            })
    void theSubprotocolMqttIsChosenAlsoBesideOthers(String offer) {
        assertThat(answerToOffer(offer).field("Sec-WebSocket-Protocol")).isEqualTo("mqtt");
    }

    @Test
    void theSubprotocolOfMqtt31IsChosenWhereItStandsAlone() {
        assertThat(answerToOffer("Sec-WebSocket-Protocol: mqttv3.1\n").field("Sec-WebSocket-Protocol"))
                .isEqualTo("mqttv3.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Sec-WebSocket-Protocol: chat\n", "Sec-WebSocket-Protocol: MQTT\n"})
    void withoutTheSubprotocolMqttTheClientIsToldToOfferIt(String offer) { // [MQTT-6.0.0-3]
        HttpAnswer answer = answerToOffer(offer);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("subprotocol mqtt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /mqtt?client=1 HTTP/1.1",
                "GET http://localhost/mqtt HTTP/1.1",
                "GET ws://localhost:8083/mqtt HTTP/1.1"
            })
    void thePathIsFoundInEachFormOfATarget(String requestLine) {
        assertThat(answer(requestLine, GOOD_FIELDS).status()).isEqualTo(101);
    }

    @ParameterizedTest
    @CsvSource({"Connection, 'connection:keep-alive, UPGRADE'", "Upgrade, 'UPGRADE: WebSocket'"})
    void fieldNamesAndTokensHaveNoCase(String name, String line) {
        assertThat(answer(GOOD_REQUEST, fieldsWith(name, line + "\n")).status()).isEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/mqtt/", "/MQTT", "/mqtt2", "//mqtt", "*", "/%", "http://localhost"})
    void anotherPathIsNotFoundAndTheRightOneIsNamed(String target) {
        HttpAnswer answer = answer("GET " + target + " HTTP/1.1", GOOD_FIELDS);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).contains("/mqtt");
    }

    @ParameterizedTest
    @CsvSource({
        "GET /mqtt HTTP/1.1, Upgrade, ''", // a browser's address bar
        "GET /mqtt HTTP/1.1, Upgrade, h2c",
        "GET /mqtt HTTP/1.1, Connection, keep-alive",
        "GET /mqtt HTTP/1.1, Sec-WebSocket-Version, 8",
        "GET /mqtt HTTP/1.1, Sec-WebSocket-Version, ''",
        "GET /mqtt HTTP/1.0, '', ''",
        "POST /mqtt HTTP/1.1, '', ''"
    })
    void whoDoesNotAskForAWebSocketIsToldWhatIsHere(String requestLine, String name, String value) {
        String line = value.isEmpty() ? "" : name + ": " + value + "\n";
        HttpAnswer answer = answer(requestLine, name.isEmpty() ? GOOD_FIELDS : fieldsWith(name, line));
        assertThat(answer.status()).isEqualTo(426);
        assertThat(answer.field("Upgrade")).isEqualTo("websocket");
        assertThat(answer.field("Sec-WebSocket-Version")).isEqualTo("13");
        assertThat(answer.text()).contains("MQTT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Sec-WebSocket-Key: c2hvcnQ=\n", "Sec-WebSocket-Key: not Base64\n"})
    void withoutAKeyOf16BytesThereIsNoWebSocket(String line) {
        assertThat(answer(GOOD_REQUEST, fieldsWith("Sec-WebSocket-Key", line)).status())
                .isEqualTo(400);
    }

    @Test
    void aRequestOfTooManyBytesIsRefusedBeforeItsEnd() {
        RawWebSocket longLine = broker.openWebSocket();
        longLine.sendBytes(("GET /" + "x".repeat(5_000)).getBytes(StandardCharsets.US_ASCII));
        assertThat(longLine.receiveAnswer().status()).isEqualTo(431);
        RawWebSocket longField = broker.openWebSocket();
        longField.sendBytes((GOOD_REQUEST + "\r\nCookie: " + "x".repeat(9_000)).getBytes(StandardCharsets.US_ASCII));
        assertThat(longField.receiveAnswer().status()).isEqualTo(431);
        RawWebSocket manyFields = broker.openWebSocket();
        manyFields.sendBytes((GOOD_REQUEST + "\r\n" + "X: y\r\n".repeat(3_000)).getBytes(StandardCharsets.US_ASCII));
        assertThat(manyFields.receiveAnswer().status()).isEqualTo(431);
    }

    @Test
    void whatIsNotHttpIsRefused() {
        assertThat(answer("\u0010\u000c\u0000\u0004MQTT", "").status()).isEqualTo(400);
        assertThat(answer(GOOD_REQUEST, "no field\n").status()).isEqualTo(400);
    }

    @Test
    void afterARefusalTheConnectionEnds() {
        RawWebSocket refused = broker.openWebSocket().request("GET / HTTP/1.1", GOOD_FIELDS);
        HttpAnswer answer = refused.receiveAnswer();
        assertThat(answer.field("Connection")).isEqualTo("close");
        refused.request(GOOD_REQUEST, GOOD_FIELDS).expectEnd();
    }

    @Test
    void theBodyOfARequestIsPassedOver() {
        RawWebSocket client = broker.openWebSocket().request(GOOD_REQUEST, GOOD_FIELDS + "Content-Length: 5\n");
        client.sendBytes("hello".getBytes(StandardCharsets.US_ASCII));
        assertThat(client.receiveAnswer().status()).isEqualTo(101);
        client.send("89", "'x'").expect("8a", "'x'"); // Ping, Pong
    }

    @Test
    void aRequestMayComeByteByByte() {
        RawWebSocket client = broker.openWebSocket();
        for (byte each :
                (GOOD_REQUEST + "\n" + GOOD_FIELDS + "\n").replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII)) {
            client.sendBytes(new byte[] {each});
        }
        assertThat(client.receiveAnswer().status()).isEqualTo(101);
    }

    @Test
    void framesMayComeTogetherWithTheRequest() {
        String request = (GOOD_REQUEST + "\n" + GOOD_FIELDS + "\n").replace("\n", "\r\n");
        RawWebSocket client = broker.openWebSocket();
        client.sendRaw("'" + request + "' 89 82 00000000 'ab'"); // with a Ping
        assertThat(client.receiveAnswer().status()).isEqualTo(101);
        client.expect("8a", "'ab'"); // Pong
    }

    @Test
    void aConnectionIsClosedThatIsNotConnectedInTime() {
        try (TestBroker impatient =
                TestBroker.create().connectTimeout(Duration.ofMillis(400)).start()) {
            impatient.openWebSocket().expectEnd();
            RawWebSocket half = impatient.openWebSocket();
            half.sendBytes(GOOD_REQUEST.getBytes(StandardCharsets.US_ASCII));
            half.expectEnd();
            impatient.openWebSocket().upgrade().expectEnd(); // without CONNECT
            RawClient connected = impatient.openWebSocket().upgrade().client(MQTT_5_0);
            connected.send("10 .. @ 02 0000 [] s'connected'").expectAccepted(false); // CONNECT
            impatient.openWebSocket().expectEnd(); // opened later, timed out: so has the other one's time
            connected.barrier();
        }
    }

    @Test
    void webSocketsCountAmongTheConnections() {
        try (TestBroker full = TestBroker.create().maximumConnections(1).start()) {
            RawWebSocket first = full.openWebSocket().upgrade();
            full.openWebSocket().expectEnd();
            assertThat(full.open(MQTT_5_0).receiveUntilClosed()).isEmpty();
            first.send("89", "").expect("8a", ""); // Ping, Pong
        }
    }
}
