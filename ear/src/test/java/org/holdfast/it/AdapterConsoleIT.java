package org.holdfast.it;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.util.List;
import org.holdfast.it.durable.DurableBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Message-driven beans as the console and the metrics show them. */
class AdapterConsoleIT {
    private static final int MESSAGES = 3;

    @TempDir
    Path folder;

    @Test
    void aBeanIsShownAmongTheClientsTheEndpointsAndTheMetrics() throws Exception {
        Path application = Archives.export(Archives.of(DurableBean.class), folder, "durable.war");
        try (BrokerProcess broker = BrokerProcess.startWith(application, folder)) {
            String api = broker.consoleUrl() + "/api/v1";
            Await.until(() -> JsonPath.with(console().get(api + "/endpoints").asString())
                    .getList("state")
                    .equals(List.of("ACTIVE")));
            publish(broker.mqttPort());
            Await.until(() ->
                    JsonPath.with(console().get(api + "/endpoints").asString()).getInt("[0].delivered") == MESSAGES);

            console()
                    .get(api + "/endpoints")
                    .then()
                    .statusCode(200)
                    .body("[0].bean", equalTo("durable/DurableBean"))
                    .body("[0].clientId", equalTo("durable-bean"))
                    .body("[0].server", equalTo("local"))
                    .body("[0].filters", equalTo(List.of("in")))
                    .body("[0].inflight", equalTo(0));
            console()
                    .queryParam("clientId", "durable-bean")
                    .get(api + "/clients/client")
                    .then()
                    .statusCode(200)
                    .body("transport", equalTo("local"))
                    .body("address", equalTo("bean DurableBean"))
                    .body("durable", equalTo(true))
                    .body("messagesSent", equalTo(MESSAGES))
                    .body("endpoint.bean", equalTo("durable/DurableBean"))
                    .body("endpoint.delivered", equalTo(MESSAGES));
            console().get(api + "/clients").then().body("clients.find { it.endpoint != null }", notNullValue());
            String metrics = broker.healthUrl().replaceAll("/health$", "/metrics");
            Await.until(() -> given().get(metrics)
                    .asString()
                    .lines()
                    .anyMatch(line -> line.startsWith("holdfast_endpoint_delivered_total{")
                            && line.contains("bean=\"durable/DurableBean\"")
                            && line.matches(".* " + MESSAGES + "(\\.0)?")));
            assertThat(given().get(metrics).asString())
                    .contains("holdfast_endpoint_active{", "holdfast_endpoint_inflight{");
        }
    }

    private static RequestSpecification console() {
        return given().auth().preemptive().basic("admin", BrokerProcess.ADMIN_PASSWORD);
    }

    private static void publish(int port) {
        Mqtt5BlockingClient client = MqttClient.builder()
                .useMqttVersion5()
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildBlocking();
        client.connect();
        for (int i = 0; i < MESSAGES; i++) {
            client.publishWith()
                    .topic("in")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload("x".getBytes(UTF_8))
                    .send();
        }
        client.disconnect();
    }
}
