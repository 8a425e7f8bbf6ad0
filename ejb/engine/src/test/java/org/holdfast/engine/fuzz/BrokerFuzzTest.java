package org.holdfast.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.holdfast.engine.access.ScramSha256;
import org.holdfast.engine.access.ScramVerifier;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.RecordingStore;
import org.holdfast.engine.testing.TestBroker;
import org.jspecify.annotations.Nullable;

/**
 * Whatever a client sends, the broker answers with MQTT packets and closes in order; nobody else is harmed, and nothing is
 * left of it.
 */
class BrokerFuzzTest {
    private static final int WARM_UP = 1_000;
    private static final long TOLERATED_HEAP = 4L << 20;

    private static final RecordingStore STORE = new RecordingStore();
    private static final ScramVerifier VERIFIER = ScramVerifier.derive("secret");
    private static final TestBroker BROKER = TestBroker.create()
            .store(STORE)
            .maximumPacketSize(64 << 10)
            .authenticationMethods(new ScramSha256(userName -> userName.equals("f") ? VERIFIER : null));
    private static final LogWatch LOG = LogWatch.begin();

    private static @Nullable WellBehavedPair pair;
    private static long heapBefore;

    @BeforeContainer
    static void begin() {
        assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
        BROKER.start();
        Input.mutated().sampleStream().limit(WARM_UP).forEach(BrokerFuzzTest::converse);
        heapBefore = heapOfAnEmptyBroker();
        pair = WellBehavedPair.begin(BROKER);
    }

    @Property
    void mutatedPacketsEndTheirConnectionOnly(@ForAll("mutated") Input input) {
        converse(input);
    }

    @Property
    void randomBytesEndTheirConnectionOnly(@ForAll("random") Input input) {
        converse(input);
    }

    @Provide
    Arbitrary<Input> mutated() {
        return Input.mutated();
    }

    @Provide
    Arbitrary<Input> random() {
        return Input.random();
    }

    /** Sends the input and reads to the end, which must come, and must be packets all the way. */
    private static void converse(Input input) {
        try (RawClient client = RawClient.open(BROKER.address(), input.protocol())) {
            try {
                input.writes().forEach(client::sendBytes);
                client.endOutput();
            } catch (UncheckedIOException closed) {
                // by the broker, after what had come before
            }
            client.receiveUntilClosed();
        }
    }

    @AfterContainer
    static void nothingIsLeft() {
        assertThat(Objects.requireNonNull(pair).end()).isGreaterThan(100);
        assertThat(heapOfAnEmptyBroker() - heapBefore)
                .as("heap after - heap before")
                .isLessThan(TOLERATED_HEAP);
        BROKER.close();
        reportLeaks();
        assertThat(LOG.complaints()).isEmpty();
        LOG.close();
    }

    /** The heap after all sessions and retained messages are gone. */
    private static long heapOfAnEmptyBroker() {
        BROKER.letPass(Duration.ofDays(8)); // every session has expired, and published its Will
        clearRetained();
        assertThat(BROKER.broker().status().retained().count()).isZero();
        STORE.awaitCount(0);
        STORE.forgetBatches();
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void clearRetained() {
        RawClient clearer = BROKER.connect(MQTT_5_0, "clearer");
        clearer.publishRetained("f/last", 1, "acknowledged when everything before it is stored");
        for (String topic : STORE.topics()) {
            clearer.sendBytes(clearing(topic.getBytes(StandardCharsets.UTF_8))).expectAck(ReceivedPacket.PUBACK, 1);
        }
        clearer.disconnect();
    }

    /** PUBLISH, RETAIN, QoS 1, Packet Identifier 1, without properties and payload. */
    private static byte[] clearing(byte[] topic) {
        int length = 2 + topic.length + 3;
        ByteBuffer packet = ByteBuffer.allocate(4 + length).put((byte) 0x33);
        for (int rest = length; rest > 0; rest >>= 7) {
            packet.put((byte) (rest > 0x7f ? (rest & 0x7f) | 0x80 : rest));
        }
        packet.putShort((short) topic.length).put(topic).putShort((short) 1).put((byte) 0);
        return Arrays.copyOf(packet.array(), packet.position());
    }

    /** Netty notices what was lost when it hands out the next buffer after a collection. */
    private static void reportLeaks() {
        for (int i = 0; i < 10; i++) {
            System.gc();
            PooledByteBufAllocator.DEFAULT.buffer().release();
        }
    }
}
