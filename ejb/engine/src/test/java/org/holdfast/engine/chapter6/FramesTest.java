package org.holdfast.engine.chapter6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.RawWebSocket.bytes;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.RawWebSocket;
import org.holdfast.engine.testing.RawWebSocket.Frame;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets and frames have nothing to do with each other (RFC 6455, section 5). */
class FramesTest {
    private static final String CONNECT = "10 .. @ 02 0000 s'client'";
    private static final String PINGREQ = "c0 00";
    private static final String PINGRESP = "d0 00";

    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    private RawWebSocket connected() {
        return broker.openWebSocket().upgrade().send("82", CONNECT).expect("82", "20 02 00 00"); // CONNACK
    }

    @ParameterizedTest
    @EnumSource
    void eachVersionOfMqttGoesThroughAWebSocket(Protocol protocol) {
        RawClient client = broker.openWebSocket().upgrade().client(protocol);
        client.send("10 .. @ 02 0000 [] s'client'").expectAccepted(false); // CONNECT
        RawClient publisher = broker.openWebSocket().upgrade().client(protocol);
        publisher.send("10 .. @ 02 0000 [] s'publisher'").expectAccepted(false); // CONNECT
        client.subscribe("a", 2);
        for (int qos = 0; qos <= 2; qos++) {
            publisher.publish("a", qos, "x");
            client.acknowledge(client.expectPublish("a", qos, "x"));
        }
        client.disconnect();
    }

    @Test
    @Normative(value = "MQTT-6.0.0-2", mqtt3 = "MQTT-6.0.0-2")
    void aPacketMayBeSplitOverFramesAtEachByte() {
        RawWebSocket client = broker.openWebSocket().upgrade();
        for (byte each : bytes(CONNECT)) {
            client.send(0x82, new byte[] {each});
        }
        client.expect("82", "20 02 00 00"); // CONNACK
        client.send("82", "c0").send("82", "00").expect("82", PINGRESP);
    }

    @Test
    @Normative(value = "MQTT-6.0.0-2", mqtt3 = "MQTT-6.0.0-2")
    void aFrameMayHoldSeveralPacketsAndAPartOfTheNext() {
        RawWebSocket client = broker.openWebSocket().upgrade();
        client.send("82", CONNECT, PINGREQ, PINGREQ, "c0").receive();
        client.send("82", "00", PINGREQ);
        client.expect("82", PINGRESP + PINGRESP);
    }

    @Test
    void aMessageMayBeFragmented() {
        RawWebSocket client = connected();
        client.send("02", "82 06").send("00", "0001 00").send("00", "").send("80", "01 'a' 00"); // SUBSCRIBE
        client.expect("82", "90 03 0001 00"); // SUBACK
        client.send("02", "").send("00", PINGREQ).send("80", "").expect("82", PINGRESP);
    }

    @Test
    void aFragmentedMessageIsReadBeforeItsLastFrame() {
        connected()
                .send("02", PINGREQ)
                .expect("82", PINGRESP)
                .send("80", PINGREQ)
                .expect("82", PINGRESP);
    }

    @Test
    void controlFramesMayComeInTheMiddleOfAMessage() {
        connected()
                .send("02", "c0")
                .send("89", "'are you there?'") // Ping
                .expect("8a", "'are you there?'") // Pong
                .send("8a", "'unasked'") // Pong
                .send("80", "00")
                .expect("82", PINGRESP);
    }

    @Test
    void aPingIsAnsweredBeforeConnectAndWithoutPayloadToo() {
        broker.openWebSocket()
                .upgrade()
                .send("89", "")
                .expect("8a", "")
                .send("89", "'x'")
                .expect("8a", "'x'");
    }

    @Test
    void framesMayArriveByteByByte() {
        RawWebSocket client = connected();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(RawWebSocket.frame(0x02, bytes("c0")));
        all.writeBytes(RawWebSocket.frame(0x89, bytes("'ping'")));
        all.writeBytes(RawWebSocket.frame(0x80, bytes("00", "30 .. s'a' '%s'".formatted("x".repeat(200)))));
        all.writeBytes(RawWebSocket.frame(0x82, bytes("30 .. s'a' '%s'".formatted("x".repeat(70_000)))));
        for (byte each : all.toByteArray()) {
            client.sendBytes(new byte[] {each});
        }
        client.expect("8a", "'ping'").expect("82", PINGRESP);
        client.send("82", PINGREQ).expect("82", PINGRESP);
    }

    @Test
    void theMaskMayBeAnyAndIsTakenOffAtEachOffset() {
        RawWebSocket client = connected();
        client.sendRaw("82 82 00000000 c000").expect("82", PINGRESP);
        client.sendRaw("82 82 ffffffff 3fff").expect("82", PINGRESP);
        for (int split = 1; split < 16; split++) {
            byte[] frame = RawWebSocket.frame(0x89, bytes("'0123456789abcdef'"));
            client.sendBytes(Arrays.copyOf(frame, 6 + split));
            client.sendBytes(Arrays.copyOfRange(frame, 6 + split, frame.length));
            client.expect("8a", "'0123456789abcdef'");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 125, 126, 127, 65_535, 65_536, 70_000, 1 << 20})
    void payloadsOfEachLengthGoBothWays(int length) {
        byte[] payload = new byte[length];
        new Random(length).nextBytes(payload);
        RawClient client = broker.openWebSocket().upgrade().client(MQTT_3_1_1);
        client.send(CONNECT).expectAccepted(false);
        client.subscribe("a", 0);
        client.sendBytes(publish(payload));
        ReceivedPacket publish = client.expectType(ReceivedPacket.PUBLISH);
        assertThat(Payload.of(publish.bytes())).isEqualTo(Payload.of(publish(payload)));
    }

    private static byte[] publish(byte[] payload) {
        byte[] head = bytes("30 .. s'a' '%s'".formatted("x".repeat(payload.length)));
        System.arraycopy(payload, 0, head, head.length - payload.length, payload.length);
        return head;
    }

    @Test
    @Normative(value = "MQTT-6.0.0-1", mqtt3 = "MQTT-6.0.0-1")
    void theBrokerSendsWholeBinaryFramesOnly() {
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        for (int i = 0; i < 50; i++) {
            publisher.publishRetained("kept/" + i, 1, "x".repeat(i * 1_000));
        }
        RawWebSocket client = connected().send("82", "82 .. 0001 s'kept/#' 00"); // SUBSCRIBE
        int bytes = 0;
        int frames = 0;
        for (; bytes < 1_225_000; frames++) {
            Frame frame = client.receive();
            assertThat(frame.first()).isEqualTo(0x82);
            bytes += frame.payload().length();
        }
        assertThat(frames).isLessThan(50); // what leaves together is one frame
    }

    @Test
    void aFrameMayBeLargerThanTheLargestPacket() {
        try (TestBroker small = TestBroker.create().maximumPacketSize(1_000).start()) {
            RawWebSocket client = small.openWebSocket().upgrade();
            client.send("82", CONNECT, PINGREQ.repeat(10_000));
            int bytes = 0;
            while (bytes < 4 + 20_000) {
                bytes += client.receive().payload().length();
            }
        }
    }

    @Test
    void aPacketThatIsTooLargeIsRefusedBeforeItIsThere() {
        try (TestBroker small = TestBroker.create().maximumPacketSize(1_000).start()) {
            RawWebSocket socket = small.openWebSocket().upgrade();
            RawClient client = socket.client(MQTT_5_0);
            client.send("10 .. @ 02 0000 [] s'client'").expectAccepted(false); // CONNECT
            ByteBuffer endless =
                    ByteBuffer.allocate(19).put((byte) 0x82).put((byte) 0xff).putLong(1L << 62);
            endless.putInt(0).put(bytes("30 ffffff7f")); // PUBLISH of 256 MB, of which nothing has been sent
            socket.sendBytes(endless.array());
            client.expectDisconnect(0x95);
        }
    }
}
