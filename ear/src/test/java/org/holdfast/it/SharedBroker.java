package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.holdfast.it.PahoPeer.Connect;
import org.holdfast.it.PahoPeer.Received;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** One broker for all tests of a class, which may kill it, and the clients of each test. */
abstract class SharedBroker {
    static final int MQTT_3_1_1 = 4;
    static final int MQTT_5 = 5;
    private static final String PORT = "holdfast.mqtt.port=" + Ports.free();

    @TempDir
    static Path folder;

    private static BrokerProcess broker;
    private final List<PahoPeer> peers = new ArrayList<>();

    @BeforeAll
    static void start() {
        broker = BrokerProcess.start(folder, PORT);
    }

    @AfterAll
    static void end() {
        broker.close();
    }

    @AfterEach
    void close() {
        peers.forEach(PahoPeer::close);
    }

    /** All connections end, and nothing that was acknowledged may be missing afterwards. */
    static void killAndRestart() {
        broker.kill();
        broker = BrokerProcess.start(folder, PORT);
    }

    static Connect client(int version, String clientId) {
        return new Connect(broker.mqttPort(), version, clientId);
    }

    final PahoPeer connect(Connect connect) {
        return kept(PahoPeer.connect(connect));
    }

    final PahoPeer resume(Connect connect) {
        return kept(PahoPeer.resume(connect));
    }

    private PahoPeer kept(PahoPeer peer) {
        peers.add(peer);
        return peer;
    }

    /** What a new subscriber finds, by topic. */
    final Map<String, Received> retained(String filter) throws Exception {
        try (PahoPeer late = PahoPeer.connect(client(MQTT_5, "late"))) {
            late.subscribe(filter, 1).subscribe("late/end", 1).publish("late/end", 1, "x");
            late.await("late/end", "x");
            return late.received(topic -> !topic.equals("late/end")).stream()
                    .peek(each -> assertThat(each.retain()).as(each.toString()).isTrue())
                    .collect(Collectors.toMap(Received::topic, each -> each, (one, other) -> one, TreeMap::new));
        }
    }

    final void assertRetained(String topic, String payload) throws Exception {
        assertThat(retained(topic).get(topic)).extracting(Received::payload).isEqualTo(payload);
    }
}
