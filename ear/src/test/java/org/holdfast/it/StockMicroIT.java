package org.holdfast.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.holdfast.it.durable.DurableBean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** holdfast.war, the resource adapter and an application on Payara Micro as it is on Maven Central. */
@Tag("newer-server")
class StockMicroIT {
    private static final Path MICRO = Path.of(System.getProperty("payara.stock"));
    private static final Path WAR = Path.of(System.getProperty("holdfast.war", "war/target/holdfast.war"));
    private static final Path ADAPTER =
            Path.of(System.getProperty("holdfast.rar", "../resources/adapter/target/holdfast-mqtt.rar"));
    private static final Path FACTORY =
            Path.of(System.getProperty("holdfast.factory", "../resources/factory/target/holdfast-factory.jar"));
    private static final int MESSAGES = 1_000;
    private static final int SIGTERM = 143;

    @TempDir
    Path folder;

    private final int httpPort = Ports.free();

    @Test
    void warServesAndIsStoppedBySigterm() throws Exception {
        Path application = Archives.export(Archives.of(DurableBean.class), folder, "durable.war");
        List<String> options = List.of(
                "--nocluster",
                "--port",
                Integer.toString(httpPort),
                "--deploy",
                ADAPTER.toAbsolutePath().toString(),
                "--deploy",
                FACTORY.toAbsolutePath().toString(),
                "--deploy",
                WAR.toAbsolutePath().toString(),
                "--deploy",
                application.toString());
        Map<String, Mqtt5Publish> acknowledged;
        try (BrokerProcess server = start(options);
                Crowd crowd = Crowd.connect(server.mqttPort())) {
            crowd.publish(MESSAGES);
            acknowledged = crowd.acknowledged();
            assertServes();
            DurablePeer.assertApplicationReceives(server.mqttPort());
            assertClientsAreToldOfTheEnd(server);
        }
        assertThat(folder.resolve("data/holdfast.db")).isNotEmptyFile();
        assertThat(folder.resolve("data/holdfast.db-wal")).doesNotExist();

        try (BrokerProcess again = start(options)) {
            assertThat(Retained.of(again.mqttPort(), acknowledged.keySet()).keySet())
                    .containsAll(acknowledged.keySet());
        }
    }

    private BrokerProcess start(List<String> options) throws Exception {
        return BrokerProcess.launchJar(
                        MICRO,
                        folder,
                        options,
                        "mp.health.default.readiness.empty.response=DOWN",
                        "org.glassfish.startupThreadPolicy=USE_NO_THREADS")
                .thatHasSaid("ready in");
    }

    private String url(String path) {
        return "http://127.0.0.1:" + httpPort + path;
    }

    private void assertServes() throws Exception {
        assertThat(Http.get(url("/health/ready")).body()).contains("\"status\":\"UP\"", "retainedMessages");
        assertThat(Http.get(url("/metrics")).body()).contains("holdfast_");
        assertThat(Http.get(url("/holdfast/login.xhtml")).body()).contains("Log in");
        given().auth()
                .preemptive()
                .basic("admin", BrokerProcess.ADMIN_PASSWORD)
                .get(url("/holdfast/api/v1/status"))
                .then()
                .statusCode(200)
                .body("retainedCount", equalTo(MESSAGES));
    }

    private static void assertClientsAreToldOfTheEnd(BrokerProcess server) throws Exception {
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        Mqtt5BlockingClient client = MqttClient.builder()
                .useMqttVersion5()
                .serverHost("127.0.0.1")
                .serverPort(server.mqttPort())
                .addDisconnectedListener(context -> told.complete(context.getCause()))
                .buildBlocking();
        client.connect();

        assertThat(server.terminate()).isEqualTo(SIGTERM);
        assertThat(told.get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOfSatisfying(Mqtt5DisconnectException.class, disconnect -> assertThat(
                                disconnect.getMqttMessage().getReasonCode())
                        .isEqualTo(Mqtt5DisconnectReasonCode.SERVER_SHUTTING_DOWN));
    }
}
