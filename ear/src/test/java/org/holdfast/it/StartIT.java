package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees of the process from its start to its end. */
@Tag("newer-server")
class StartIT {

    @TempDir
    Path folder;

    @Test
    void startPrintsTheBannerAndNothingButNewsOfHoldfast() {
        try (BrokerProcess broker = BrokerProcess.start(folder)) {
            assertThat(broker.terminate()).isZero();

            int banner = indexOf(broker.outputLines(), "Holdfast ");
            assertThat(broker.outputLines().subList(0, banner - 1))
                    .allMatch(line -> line.contains(" INFO    org.holdfast."));
            assertThat(broker.outputLines().subList(banner, broker.outputLines().size()))
                    .satisfiesExactly(
                            line -> assertThat(line).matches("Holdfast \\S+, ready after \\d+\\.\\d s"),
                            line -> assertThat(line)
                                    .startsWith("  MQTT         127.0.0.1:" + broker.mqttPort())
                                    .contains("this machine only", "holdfast.access.users.<name>"),
                            line -> assertThat(line)
                                    .isEqualTo("  WebSocket    ws://127.0.0.1:" + broker.webSocketPort() + "/mqtt"),
                            line -> assertThat(line)
                                    .isEqualTo("  Database     " + folder.toAbsolutePath()
                                            + "/data/holdfast.db, 0 retained messages"),
                            line -> assertThat(line).isEqualTo("  Acknowledge  committed"),
                            line -> assertThat(line).matches("  Console      http://127.0.0.1:\\d+/holdfast"),
                            line -> assertThat(line).matches("  Health       http://127.0.0.1:\\d+/health"),
                            line -> assertThat(line).isEqualTo("Holdfast has stopped."));
        }
    }

    private static int indexOf(List<String> lines, String start) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(start)) {
                return i;
            }
        }
        throw new AssertionError("no line starts with " + start + ": " + lines);
    }

    @Test
    void theFirstStartPrintsThePasswordOfTheConsoleOnce() throws IOException {
        String password;
        try (BrokerProcess first = BrokerProcess.start(folder, BrokerProcess.DRAWN_PASSWORD)) {
            String line = first.outputLines().stream()
                    .filter(each -> each.startsWith("  Log in as    admin, password "))
                    .findFirst()
                    .orElseThrow();
            password = line.replaceAll("^.*, password (\\S+) \\(shown this once\\)$", "$1");
            Console.of(first).as("admin", password).get("/status").then().statusCode(200);
            assertThat(systemProperties(first))
                    .contains("org.holdfast.handover.banner")
                    .doesNotContain(password);
        }
        try (BrokerProcess second = BrokerProcess.start(folder, BrokerProcess.DRAWN_PASSWORD)) {
            assertThat(second.output()).doesNotContain("Log in as", password);
            Console.of(second).as("admin", password).get("/status").then().statusCode(200);
        }
    }

    private static String systemProperties(BrokerProcess broker) throws IOException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(broker.pid()),
                        "VM.system_properties")
                .redirectErrorStream(true)
                .start();
        return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void secondSignalChangesNothing() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(folder)) {
            for (int i = 0; i < 5; i++) {
                new ProcessBuilder("kill", "-TERM", Long.toString(broker.pid()))
                        .start()
                        .waitFor();
            }

            assertThat(broker.awaitEnd()).isZero();
            assertThat(broker.outputLines())
                    .filteredOn(line -> line.startsWith("Holdfast "))
                    .last()
                    .isEqualTo("Holdfast has stopped.");
        }
    }

    @Test
    void whatIsStoredIsClosedToOtherUsers() throws IOException {
        try (BrokerProcess broker = BrokerProcess.start(folder)) {
            Console.of(broker).admin().post("/backups").then().statusCode(201);

            try (Stream<Path> stored = Files.walk(folder.resolve("data"))) {
                assertThat(stored).hasSizeGreaterThan(5).allSatisfy(path -> assertThat(
                                PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
            }
        }
    }

    @Test
    void stopTellsMqtt5Clients() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(folder)) {
            CompletableFuture<Throwable> end = connected(client().serverPort(broker.mqttPort()));
            CompletableFuture<Throwable> endOfWebSocket = connected(client().serverPort(broker.webSocketPort())
                    .webSocketConfig()
                    .serverPath("mqtt")
                    .applyWebSocketConfig());

            assertThat(broker.terminate()).isZero();

            assertThat(end.get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)).satisfies(StartIT::saysShuttingDown);
            assertThat(endOfWebSocket.get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .satisfies(StartIT::saysShuttingDown);
        }
    }

    private static Mqtt5ClientBuilder client() {
        return MqttClient.builder().useMqttVersion5().serverHost("127.0.0.1");
    }

    /** Connects; returns what will end the connection. */
    private static CompletableFuture<Throwable> connected(Mqtt5ClientBuilder client) {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        client.addDisconnectedListener(context -> end.complete(context.getCause()))
                .buildBlocking()
                .connect();
        return end;
    }

    private static void saysShuttingDown(Throwable end) {
        assertThat(end).isInstanceOfSatisfying(Mqtt5DisconnectException.class, said -> assertThat(
                        said.getMqttMessage().getReasonCode())
                .isEqualTo(Mqtt5DisconnectReasonCode.SERVER_SHUTTING_DOWN));
    }

    @Test
    void helpAndVersionStartNothing() {
        for (String option : List.of("--help", "--version")) {
            try (BrokerProcess broker = BrokerProcess.launchJar(BrokerProcess.JAR, folder, List.of(option))) {
                assertThat(broker.awaitEnd()).isZero();
                assertThat(broker.output()).startsWith("Holdfast");
            }
        }
        assertThat(folder).isEmptyDirectory();
    }
}
