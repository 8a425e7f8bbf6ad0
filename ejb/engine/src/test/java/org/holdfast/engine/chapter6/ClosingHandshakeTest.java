package org.holdfast.engine.chapter6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.RawWebSocket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a WebSocket ends, from either side (RFC 6455, section 7). */
class ClosingHandshakeTest {
    private static final int NORMAL = 1000;
    private static final long LESS_THAN_THE_BROKER_LINGERS = 1_800_000_000;

    @RegisterExtension
    final TestBroker broker = TestBroker.create().receiveMaximum(10);

    /** Has a Will. */
    private RawWebSocket connected() {
        RawWebSocket client = broker.openWebSocket().upgrade();
        client.client(MQTT_3_1_1)
                .send("10 .. @ 06 0000 s'client' s'will' s'gone'") // CONNECT
                .expectAccepted(false);
        return client;
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1003, 1007, 1011, 1014, 3000, 4999})
    void aCloseFrameIsAnsweredWithItsCode(int code) {
        connected().send("88", "%04x 'the reason'".formatted(code)).expectClose(code);
    }

    @Test
    void aCloseFrameWithoutCodeIsAnsweredWithout() {
        connected().send("88", "").expect("88", "").expectEnd();
        broker.openWebSocket().upgrade().send("88", "").expect("88", "").expectEnd();
    }

    @Test
    void whoClosesWithoutDisconnectHasDiedAtThatMoment() {
        RawClient heir = broker.connect(MQTT_5_0, "heir").subscribe("will", 0);
        RawWebSocket client = connected();
        long closed = System.nanoTime();
        client.send("88", "03e8"); // Close
        heir.expectPublish("will", "gone");
        assertThat(System.nanoTime() - closed).isLessThan(LESS_THAN_THE_BROKER_LINGERS);
        client.expectClose(NORMAL);
    }

    @Test
    void whoDisconnectsBeforeItClosesHasNot() {
        RawClient heir = broker.connect(MQTT_5_0, "heir").subscribe("will", 0);
        RawWebSocket client = connected();
        client.sendRaw("82 82 00000000 e000 88 82 00000000 03e8"); // DISCONNECT, Close
        client.expectClose(NORMAL);
        heir.expectNothingFrom(broker.connect(MQTT_5_0, "other"));
    }

    @Test
    void disconnectIsAnsweredWithACloseFrame() {
        connected().send("82", "e0 00").expectClose(NORMAL); // DISCONNECT
    }

    @Test
    void whenBothSidesHaveClosedTheConnectionIsGoneAtOnce() {
        RawWebSocket client = connected().send("82", "e0 00"); // DISCONNECT
        client.expectClose(NORMAL);
        assertThat(broker.broker().status().connections()).isEqualTo(1); // as long as the client has not answered
        long answered = System.nanoTime();
        client.send("88", "03e8"); // Close
        while (broker.broker().status().connections() > 0) {
            assertThat(System.nanoTime() - answered).isLessThan(LESS_THAN_THE_BROKER_LINGERS);
            broker.clock().passTurn();
        }
    }

    @Test
    void whatCameBeforeACloseFrameCountsAlsoWhereReadingWasPaused() {
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("b", 0);
        broker.store().block();
        RawWebSocket client = connected();
        String publish = "33 06 0001 'a' 0001 'x' ".repeat(11); // one more than the broker wants to owe
        String rest = "30 04 0001 'b1' e0 00"; // PUBLISH QoS 0, DISCONNECT
        client.sendRaw("82 e0 00000000" + publish + rest + "88 82 00000000 03e8"); // and Close, all in one
        subscriber.expectPublish("b", "1");
    }

    @Test
    void aPacketThatMayNotBeIsAnsweredWithDisconnectAndThenAClose() {
        RawWebSocket client = broker.openWebSocket().upgrade();
        client.client(MQTT_5_0).send("10 .. @ 02 0000 [] s'client'").expectAccepted(false); // CONNECT
        RawWebSocket.Frame disconnect = client.send("82", "00 00").receive();
        assertThat(disconnect.first()).isEqualTo(0x82);
        assertThat(disconnect.payload().bytes()).startsWith(0xe0);
        client.expectClose(NORMAL);
    }

    @Test
    void nothingComesAfterTheBrokersCloseFrame() {
        RawWebSocket client = connected();
        client.sendRaw("82 82 00000000 e000 89 80 00000000 82 82 00000000 c000"); // DISCONNECT, Ping, PINGREQ
        client.expectClose(NORMAL);
    }

    @Test
    void aConnectionThatBreaksLeavesItsWill() {
        RawClient heir = broker.connect(MQTT_5_0, "heir").subscribe("will", 0);
        connected().close();
        heir.expectPublish("will", "gone");
    }

    @Test
    void theBrokersStopIsToldToEverybody() {
        RawWebSocket mqtt3 = connected();
        RawWebSocket mqtt5 = broker.openWebSocket().upgrade();
        RawClient client5 = mqtt5.client(MQTT_5_0);
        client5.send("10 .. @ 02 0000 [] s'5'").expectAccepted(false); // CONNECT
        RawWebSocket opening = broker.openWebSocket();
        opening.request("GET /mqtt HTTP/1.1", "Host: localhost"); // goes on waiting for its end
        RawWebSocket open = broker.openWebSocket().upgrade();
        broker.broker().stop();
        mqtt3.expectClose(NORMAL);
        client5.expectDisconnect(0x8B);
        opening.expectEnd();
        open.expectClose(NORMAL);
    }
}
