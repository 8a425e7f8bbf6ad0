package org.holdfast.engine.chapter6;

import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.RawWebSocket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that no client may send end the connection (RFC 6455, sections 5 and 7.4.1). */
class BrokenFramesTest {
    private static final int PROTOCOL_ERROR = 1002;
    private static final int UNSUPPORTED_DATA = 1003;

    @RegisterExtension
    static final TestBroker broker = TestBroker.create();

    /** Has a Will. */
    private static RawWebSocket connected() {
        RawWebSocket client = broker.openWebSocket().upgrade();
        client.client(MQTT_3_1_1)
                .send("10 .. @ 06 0000 s'client' s'will' s'gone'") // CONNECT
                .expectAccepted(false);
        return client;
    }

    @Test
    @Normative(value = "MQTT-6.0.0-1", mqtt3 = "MQTT-6.0.0-1")
    void aTextFrameClosesTheConnection() {
        broker.openWebSocket().upgrade().send("81", "'hello'").expectClose(UNSUPPORTED_DATA);
        connected().send("81", "c0 00").expectClose(UNSUPPORTED_DATA);
        connected().send("01", "'a'").expectClose(UNSUPPORTED_DATA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "82 02 c000", // not masked
                "82 00",
                "89 00", // Ping, not masked
                "c2 82 00000000 c000", // RSV1: compressed
                "a2 82 00000000 c000", // RSV2
                "92 82 00000000 c000", // RSV3
                "83 82 00000000 c000", // opcode 3
                "87 82 00000000 c000", // opcode 7
                "8b 80 00000000", // opcode B
                "8f 80 00000000", // opcode F
                "80 82 00000000 c000", // continues nothing
                "02 81 00000000 c0 82 81 00000000 00", // a message in a message
                "02 80 00000000 80 80 00000000 80 80 00000000", // continues what has ended
                "09 80 00000000", // Ping that is not final
                "08 80 00000000", // Close that is not final
                "89 fe 007e 00000000", // Ping of 126 bytes
                "88 ff 0000000000010000 00000000", // Close of 65,536 bytes
                "82 fe 007d 00000000", // 125 bytes, in two bytes of length
                "82 ff 000000000000ffff 00000000", // 65,535 bytes, in eight
                "82 ff 8000000000000000 00000000", // 2^63 bytes
                "88 81 00000000 03", // Close with half a code
                "88 82 00000000 03e7", // 999
                "88 82 00000000 03ec", // 1004
                "88 82 00000000 03ed", // 1005: means that there is none
                "88 82 00000000 03ee", // 1006: means that there was no Close
                "88 82 00000000 03f7", // 1015
                "88 82 00000000 07d0", // 2000
                "88 82 00000000 1388" // 5000
            })
    void aFrameThatMayNotBeClosesTheConnection(String frame) {
        connected().sendRaw(frame).expectClose(PROTOCOL_ERROR);
    }

    @Test
    void theWillIsPublishedAtOnce() {
        RawClient heir = broker.connect(MQTT_5_0, "heir").subscribe("will", 0);
        RawWebSocket client = connected().sendRaw("82 02 c000"); // not masked
        heir.expectPublish("will", "gone");
        client.expectClose(PROTOCOL_ERROR);
    }

    @Test
    void whatCameBeforeCountsAndWhatComesAfterDoesNot() {
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("a", 0);
        String before = "82 86 00000000 30 04 0001 'a1'"; // PUBLISH QoS 0
        String after = "82 86 00000000 30 04 0001 'a2'";
        RawWebSocket client = connected().sendRaw(before + "81 80 00000000" + after);
        client.expectClose(UNSUPPORTED_DATA);
        subscriber.expectPublish("a", "1");
        subscriber.expectNothingFrom(broker.connect(MQTT_5_0, "other"));
    }
}
