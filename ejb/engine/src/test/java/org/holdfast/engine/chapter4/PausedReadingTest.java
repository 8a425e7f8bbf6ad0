package org.holdfast.engine.chapter4;

import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.holdfast.engine.testing.Flood;
import org.holdfast.engine.testing.PacketText;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Back-pressure: a publisher that is not read from fills its own socket, and not the broker's memory. */
class PausedReadingTest {
    @RegisterExtension
    final TestBroker broker = TestBroker.create().receiveMaximum(10).withoutTimer();

    private static void send(SocketChannel client, String packet) throws IOException {
        client.write(ByteBuffer.wrap(PacketText.bytes(MQTT_3_1_1, packet)));
    }

    /** Is owed more acknowledgements than the broker wants to keep: MQTT 3.x knows no Receive Maximum. */
    private SocketChannel thatIsNotReadFrom() throws IOException {
        broker.store().block();
        SocketChannel client = SocketChannel.open(broker.address());
        send(client, "10 .. @ 02 0000 s'client'"); // CONNECT
        for (int id = 1; id <= 11; id++) {
            send(client, "33 .. s'a' %04x 'x'".formatted(id)); // PUBLISH QoS 1, RETAIN 1
        }
        return client;
    }

    @Test
    void aPublisherThatIsNotReadFromCannotFillTheHeap() throws IOException {
        RawClient one = broker.connect(MQTT_3_1_1, "one"); // of one event loop
        RawClient other = broker.connect(MQTT_3_1_1, "other"); // of the other
        byte[] publish = PacketText.bytes(MQTT_3_1_1, "30 .. s'b' '%s'".formatted("x".repeat(60_000))); // QoS 0
        try (SocketChannel client = thatIsNotReadFrom()) {
            Flood.expectNotToBeRead(client, publish, one, other);
        }
    }
}
