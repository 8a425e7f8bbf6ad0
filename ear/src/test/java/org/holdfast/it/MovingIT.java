package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backup, export and import: the sub-commands of the real jar, next to a broker that runs or before it starts. */
class MovingIT {
    private static final Path NANOMQ_DATABASE = Path.of("tools/src/test/resources/nanomq.db");
    private static final int LINES = 200_000;
    private static final int MANY = 3_000;
    private static final int UNDER_WAY = 1_000;

    @TempDir
    static Path running;

    @TempDir
    Path folder;

    private static BrokerProcess broker;

    @BeforeAll
    static void startWithWhatNanoMqHasKept() throws IOException, InterruptedException {
        Files.copy(NANOMQ_DATABASE, running.resolve("nano_qos_db.db"));
        ToolProcess imported = ToolProcess.run(running, "import-nanomq", "nano_qos_db.db");
        assertThat(imported.code()).as(imported.output()).isZero();
        broker = BrokerProcess.start(running);
    }

    @AfterAll
    static void end() {
        broker.close();
    }

    @Test
    void aBackupMadeUnderLoadIsRestoredWithEverythingAcknowledgedBefore() throws Exception {
        Ledger ledger = new Ledger();
        Map<String, Long> acknowledgedBefore;
        Swarm swarm = Swarm.start(broker.mqttPort(), ledger);
        try {
            Await.until(() -> ledger.acknowledgements() > UNDER_WAY);
            acknowledgedBefore = ledger.acknowledged();

            ToolProcess backup = ToolProcess.run(running, "backup", "--to", "copy.db");

            assertThat(backup.code()).as(backup.output()).isZero();
        } finally {
            swarm.close();
        }
        Path restored = folder.resolve("restored");
        Files.createDirectories(restored.resolve("data"));
        Files.copy(running.resolve("copy.db"), restored.resolve("data/holdfast.db"));
        try (BrokerProcess broker = BrokerProcess.start(restored)) {
            ledger.assertKept(Retained.of(broker.mqttPort(), acknowledgedBefore.keySet()), acknowledgedBefore);
            broker.kill();
        }
    }

    @Test
    void anImportNeedsTheBrokerStoppedOrGoesThroughIt() throws IOException, InterruptedException {
        Files.writeString(running.resolve("in.jsonl"), """
            {"topic":"moved/in","payload":"eA==","qos":2}
            {"topic":"no/payload"}
            """);
        ToolProcess refused = ToolProcess.run(running, "import", "in.jsonl");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.output()).contains("another Holdfast uses the data folder");

        String address = "mqtt://127.0.0.1:" + broker.mqttPort();
        ToolProcess through = ToolProcess.run(running, "import", "in.jsonl", "--on-error", "skip", "--to", address);

        assertThat(through.output()).contains("line 2", "published 1, expired 0, invalid 1");
        assertThat(Retained.of(broker.mqttPort(), Set.of("moved/in"))).containsKey("moved/in");
    }

    @Test
    void whatNanoMqHasKeptIsThereForTheFirstSubscriber() throws InterruptedException {
        Set<String> topics = Set.of("plain", "sensors/a/temp", "v5/props", "umlaut/größe/温度", "big", "qos0", "qos2");

        Map<String, Mqtt5Publish> retained = Retained.of(broker.mqttPort(), topics);

        assertThat(retained.keySet()).containsAll(topics).doesNotContain("gone");
        assertThat(retained.get("plain"))
                .extracting(message -> new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8))
                .isEqualTo("hello");
    }

    /** A default Mosquitto drops what is over 1,000 messages in the queue of a subscriber at QoS 1 or 2, without a word. */
    @Test
    void whatAnotherBrokerWouldDropForASubscriberIsImportedToo() throws Exception {
        int port = SecondBroker.start();
        retain(port, MANY);

        ToolProcess imported =
                ToolProcess.run(folder, "import-broker", "mqtt://127.0.0.1:" + port, "--quiet-time", "2s");

        assertThat(imported.output()).contains("imported " + MANY + ",");
        assertThat(imported.code()).as(imported.output()).isZero();
        ToolProcess exported = ToolProcess.run(folder, "export", "--to", "out.jsonl");
        assertThat(exported.code()).as(exported.output()).isZero();
        assertThat(Files.readAllLines(folder.resolve("out.jsonl")))
                .filteredOn(line -> line.contains("\"qos\":2"))
                .hasSize(MANY / 3);
    }

    private static void retain(int port, int messages) {
        Mqtt5BlockingClient publisher = MqttClient.builder()
                .useMqttVersion5()
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildBlocking();
        publisher.connect();
        for (int i = 0; i < messages; i++) {
            publisher
                    .publishWith()
                    .topic("moved/" + i)
                    .qos(MqttQos.fromCode(i % 3))
                    .retain(true)
                    .payload(new byte[100])
                    .send();
        }
        publisher.disconnect();
    }

    @Test
    void manyLinesAreImportedAndExportedWithLittleMemory() throws IOException, InterruptedException {
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("many.jsonl"))) {
            for (int i = 0; i < LINES; i++) {
                out.write("{\"topic\":\"many/" + i + "\",\"payload\":\"" + "QUJD".repeat(50)
                        + "\",\"qos\":1,\"publishedAt\":\"2026-01-01T00:00:00Z\"}\n");
            }
        }

        ToolProcess imported = ToolProcess.run(folder, "import", "many.jsonl");
        ToolProcess exported = ToolProcess.run(folder, "export", "--to", "out.jsonl");

        assertThat(imported.output()).contains("imported " + LINES + ",");
        assertThat(exported.code()).as(exported.output()).isZero();
        assertThat(Files.mismatch(folder.resolve("many.jsonl"), folder.resolve("out.jsonl")))
                .isEqualTo(-1);
    }
}
