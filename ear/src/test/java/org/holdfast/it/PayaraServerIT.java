package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The EAR on a stock Payara Server Full, by the steps in docs/operations.md. */
class PayaraServerIT {
    private static final Path EAR = Path.of(System.getProperty("holdfast.ear", "target/holdfast.ear"));
    private static final int MESSAGES = 1_000;

    @TempDir
    Path folder;

    @Test
    void earDeploysServesAndIsStoppedWithItsDomain() throws Exception {
        int mqttPort = Ports.free();
        try (PayaraDomain domain = PayaraDomain.start(Files.createDirectory(folder.resolve("domains")))) {
            domain.asadmin(
                    "create-system-properties",
                    "holdfast.mqtt.port=" + mqttPort + ":holdfast.sqlite.mounted-file-path=" + folder.resolve("data"));
            domain.asadmin("deploy", EAR.toAbsolutePath().toString());

            assertMessagesAreKept(mqttPort);
            assertThat(get(domain.url("/health/ready"))).contains("\"status\":\"UP\"", "retainedMessages");
            assertThat(get(domain.url("/holdfast/"))).contains("Retained messages", "1,000");

            domain.stop();
        }

        assertThat(folder.resolve("data/holdfast.db")).isNotEmptyFile();
        Path log = folder.resolve("data/holdfast.db-wal");
        assertThat(Files.notExists(log) || Files.size(log) == 0).isTrue();
    }

    private static void assertMessagesAreKept(int mqttPort) throws InterruptedException {
        try (Crowd crowd = Crowd.connect(mqttPort)) {
            crowd.publish(MESSAGES);
            Map<String, Mqtt5Publish> acknowledged = crowd.acknowledged();
            assertThat(Retained.of(mqttPort, acknowledged.keySet()).keySet()).isEqualTo(acknowledged.keySet());
        }
    }

    private static String get(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
