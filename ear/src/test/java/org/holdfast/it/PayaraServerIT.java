package org.holdfast.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
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
                    "holdfast.mqtt.port=" + mqttPort + ":holdfast.websocket.port=0:holdfast.console.admin-password="
                            + BrokerProcess.ADMIN_PASSWORD + ":holdfast.sqlite.mounted-file-path="
                            + folder.resolve("data"));
            domain.asadmin("deploy", EAR.toAbsolutePath().toString());

            assertMessagesAreKept(mqttPort);
            assertThat(Http.get(domain.url("/health/ready")).body()).contains("\"status\":\"UP\"", "retainedMessages");
            assertThat(Http.get(domain.url("/holdfast/login.xhtml")).body()).contains("Log in");
            given().auth()
                    .preemptive()
                    .basic("admin", BrokerProcess.ADMIN_PASSWORD)
                    .get(domain.url("/holdfast/api/v1/status"))
                    .then()
                    .statusCode(200)
                    .body("retainedCount", equalTo(MESSAGES));

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
}
