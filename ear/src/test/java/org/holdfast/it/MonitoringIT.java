package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.holdfast.it.durable.DurableBean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus and the console get of the real server, and of a bean of an application on it. */
@Tag("newer-server")
class MonitoringIT {
    private static final int MESSAGES = 3;
    private static final String BEAN = "durable/DurableBean";
    private static final Pattern NAME = Pattern.compile("holdfast_[a-z_]+");

    @TempDir
    static Path folder;

    private static BrokerProcess broker;
    private static Console console;

    /** The bean has answered some messages. */
    @BeforeAll
    static void start() throws Exception {
        Path application = Archives.export(Archives.of(DurableBean.class), folder, "durable.war");
        broker = BrokerProcess.startWith(application, folder, "holdfast.retained.max-payload-size=10");
        console = Console.of(broker);
        Await.until(() -> endpoints().getList("state").equals(List.of("ACTIVE")));
        Mqtt5BlockingClient client = connect("to-the-bean");
        for (int i = 0; i < MESSAGES; i++) {
            client.publishWith().topic("in").qos(MqttQos.EXACTLY_ONCE).send();
        }
        client.disconnect();
        Await.until(() -> endpoints().getInt("[0].delivered") == MESSAGES);
    }

    private static Mqtt5BlockingClient connect(String clientId) {
        Mqtt5BlockingClient client = HiveMqClients.of(broker.mqttPort(), clientId);
        client.connect();
        return client;
    }

    private static JsonPath endpoints() {
        return console.admin().get("/endpoints").jsonPath();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static String scrape() throws Exception {
        return Http.get(broker.healthUrl().replace("/health", "/metrics?scope=application"))
                .body();
    }

    /** Waits until the metrics have this line; counters are told each second. */
    private static void awaitLine(String line) throws Exception {
        long deadline = System.nanoTime() + Await.LIMIT.toNanos();
        String metrics = scrape();
        while (metrics.lines().noneMatch(line::equals)) {
            assertThat(System.nanoTime()).as("%s in%n%s", line, metrics).isLessThan(deadline);
            Thread.onSpinWait();
            metrics = scrape();
        }
    }

    @Test
    void messagesAreCountedByQosAndRefusalsByReason() throws Exception {
        Mqtt5BlockingClient client = connect("metrics");
        client.subscribeWith().topicFilter("m/#").qos(MqttQos.AT_LEAST_ONCE).send();
        for (MqttQos qos : MqttQos.values()) {
            for (int i = 0; i <= qos.getCode(); i++) {
                client.publishWith()
                        .topic("m/" + i)
                        .qos(qos)
                        .retain(true)
                        .payload(new byte[5])
                        .send();
            }
        }
        assertThatThrownBy(() -> client.publishWith()
                        .topic("m/large")
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .retain(true)
                        .payload("more than ten bytes".getBytes(StandardCharsets.UTF_8))
                        .send())
                .hasMessageContaining("PUBACK");

        awaitLine("holdfast_messages_received_total{mp_scope=\"application\",qos=\"0\"} 1.0");
        awaitLine("holdfast_messages_received_total{mp_scope=\"application\",qos=\"1\"} 3.0");
        awaitLine("holdfast_messages_received_total{mp_scope=\"application\",qos=\"2\"} " + (3.0 + MESSAGES));
        awaitLine("holdfast_payload_received_bytes_total{mp_scope=\"application\",qos=\"2\"} 15.0");
        awaitLine("holdfast_messages_sent_total{mp_scope=\"application\",qos=\"1\"} 5.0");
        awaitLine("holdfast_messages_sent_total{mp_scope=\"application\",qos=\"0\"} 1.0");
        awaitLine("holdfast_publishes_refused_total{mp_scope=\"application\",reason=\"payload_too_large\"} 1.0");
        awaitLine("holdfast_connects_refused_total{mp_scope=\"application\",reason=\"banned\"} 0.0");
        awaitLine("holdfast_retained_messages{mp_scope=\"application\"} 3.0");
        awaitLine("holdfast_clients{mp_scope=\"application\"} " + (double) clients());
        awaitLine("holdfast_subscriptions{mp_scope=\"application\"} 2.0");
        awaitLine("holdfast_store_healthy{mp_scope=\"application\"} 1.0");
        assertThat(scrape()).containsPattern("holdfast_store_commit_seconds_bucket\\{.*le=\"\\+Inf\"[^}]*} [1-9]");
        client.disconnect();
    }

    /** This one, the bean, and the connections by which the bean has answered. */
    private static int clients() {
        List<?> clients = console.admin().get("/clients").jsonPath().getList("clients");
        assertThat(clients).hasSizeGreaterThan(2);
        return clients.size();
    }

    @Test
    void theDashboardAsksForWhatThereIs() throws Exception {
        String dashboard = Files.readString(Path.of(System.getProperty("grafana.dashboard")));

        awaitLine("holdfast_store_healthy{mp_scope=\"application\"} 1.0");
        awaitLine("# TYPE holdfast_store_commits_total counter");
        awaitLine("# TYPE holdfast_endpoint_dead_lettered_total counter");
        assertThat(namesIn(scrape())).containsAll(namesIn(dashboard));
        assertThat(namesIn(dashboard)).hasSizeGreaterThan(15);
    }

    @Test
    void theBeanIsShownAmongTheEndpointsAndTheClients() {
        console.admin()
                .get("/endpoints")
                .then()
                .statusCode(200)
                .body("[0].bean", equalTo(BEAN))
                .body("[0].clientId", equalTo("durable-bean"))
                .body("[0].server", equalTo("local"))
                .body("[0].filters", equalTo(List.of("in")))
                .body("[0].inflight", equalTo(0));
        console.admin()
                .queryParam("clientId", "durable-bean")
                .get("/clients/client")
                .then()
                .statusCode(200)
                .body("transport", equalTo("local"))
                .body("address", equalTo("bean DurableBean"))
                .body("durable", equalTo(true))
                .body("messagesSent", equalTo(MESSAGES))
                .body("endpoint.bean", equalTo(BEAN))
                .body("endpoint.delivered", equalTo(MESSAGES));
        console.admin().get("/clients").then().body("clients.find { it.endpoint != null }", notNullValue());
    }

    @Test
    void theBeanIsCounted() throws Exception {
        String bean = "{bean=\"" + BEAN + "\",mp_scope=\"application\"} ";
        awaitLine("holdfast_endpoint_delivered_total" + bean + MESSAGES + ".0");
        awaitLine("holdfast_endpoint_active" + bean + "1.0");
        awaitLine("holdfast_endpoint_inflight" + bean + "0.0");
    }

    private static Set<String> namesIn(String text) {
        return NAME.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }
}
