package org.holdfast.engine.chapter3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Packets take memory when their bytes come, not when their length is announced, and never over the maximum. */
class PacketMemoryTest {
    private static final int CLIENTS = 32;
    private static final int MEBIBYTE = 1 << 20;

    @RegisterExtension
    static final TestBroker broker = TestBroker.create().maximumPacketSize(16 * MEBIBYTE);

    /** What the broker's buffers hold now; it has no others. */
    private static long bytesInBuffers() {
        return PooledByteBufAllocator.DEFAULT.pinnedDirectMemory() + PooledByteBufAllocator.DEFAULT.pinnedHeapMemory();
    }

    private static List<RawClient> connect() {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(broker.connect(MQTT_5_0, "client" + i));
        }
        return clients;
    }

    @Test
    @Normative("MQTT-3.2.2-15")
    void ofAPacketThatIsTooLargeNothingIsKept() {
        byte[] some = new byte[2 * MEBIBYTE];
        long before = bytesInBuffers();
        for (RawClient client : connect()) {
            client.send("30 ffffff7f 0001 'a' 00").sendBytes(some); // PUBLISH of 256 MiB
            client.expectDisconnect(0x95);
        }
        assertThat(bytesInBuffers() - before).isLessThan(2 * MEBIBYTE); // their connections are still half open
    }

    @Test
    void ofWhatIsNoConnectNothingIsKept() {
        byte[] some = new byte[2 * MEBIBYTE];
        long before = bytesInBuffers();
        for (String beginning : List.of("10 ffffff7f @ 02 003c 00", "30 80808007 0001 'a' 00", "10 80808080 01")) {
            for (int i = 0; i < CLIENTS / 2; i++) {
                broker.open(MQTT_5_0).send(beginning).sendBytes(some).expectClosed();
            }
        }
        assertThat(bytesInBuffers() - before).isLessThan(2 * MEBIBYTE);
    }

    @Test
    void anAnnouncedLengthTakesNoMemory() {
        List<RawClient> clients = connect();
        long before = bytesInBuffers();
        for (RawClient client : clients) {
            client.send("c0 00", "30 80808007 0001 'a' 00 'x'"); // PINGREQ, the beginning of a PUBLISH of 14 MiB
            client.expect("d0 00"); // PINGRESP
        }
        assertThat(bytesInBuffers() - before).isLessThan(2 * MEBIBYTE);
    }
}
