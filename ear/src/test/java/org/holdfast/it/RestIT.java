package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The REST API of the real server. Each test has topics of its own. */
@Tag("newer-server")
class RestIT {
    @TempDir
    static Path folder;

    private static BrokerProcess broker;
    private static Console console;

    /** The broker of all tests is in its second life. */
    @BeforeAll
    static void start() {
        try (BrokerProcess first = BrokerProcess.start(folder)) {
            Console before = Console.of(first);
            before.createViewer();
            before.admin().body(Map.of("value", "250")).put("/settings/holdfast.retained.flush-interval");
            first.kill();
        }
        broker = BrokerProcess.start(folder, "holdfast.retained.flush-interval=2000");
        console = Console.of(broker);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static Mqtt5BlockingClient connect(String clientId) {
        Mqtt5BlockingClient client = HiveMqClients.of(broker.mqttPort(), clientId);
        client.connectWith().cleanStart(true).sessionExpiryInterval(3_600).send();
        return client;
    }

    private static void retain(String topic, String payload) {
        console.admin()
                .queryParam("topic", topic)
                .body(Map.of("text", payload, "qos", 1))
                .put("/retained/message")
                .then()
                .statusCode(200);
    }

    /** The colon in the path is to stay one. */
    private static ValidatableResponse purge(Map<String, Object> what) {
        return console.admin()
                .body(what)
                .urlEncodingEnabled(false)
                .post("/retained:purge")
                .then();
    }

    private static ValidatableResponse message(String topic) {
        return console.admin()
                .queryParam("topic", topic)
                .get("/retained/message")
                .then();
    }

    // ---- retained messages

    @Test
    void aListGoesOnWhereThePageBeforeEnded() {
        for (String topic : List.of("list/c", "list/a", "list/a/b", "list/b")) {
            retain(topic, topic);
        }

        console.admin()
                .queryParam("filter", "list/#")
                .queryParam("limit", 2)
                .get("/retained")
                .then()
                .statusCode(200)
                .body("messages.topic", equalTo(List.of("list/a", "list/a/b")))
                .body("messages.committed", everyItem(equalTo(true)))
                .body("messages.preview", hasItem("list/a"))
                .body("next", equalTo("list/a/b"));
        console.admin()
                .queryParam("filter", "list/#")
                .queryParam("limit", 2)
                .queryParam("after", "list/a/b")
                .get("/retained")
                .then()
                .body("messages.topic", equalTo(List.of("list/b", "list/c")))
                .body("next", nullValue());
        console.admin()
                .queryParam("filter", "list/+")
                .get("/retained/count")
                .then()
                .body("count", equalTo(3));
        console.admin()
                .queryParam("topic", "list")
                .get("/retained/tree")
                .then()
                .body("branches.level", equalTo(List.of("a", "b", "c")))
                .body("branches.count", equalTo(List.of(2, 1, 1)));
    }

    @Test
    void aLeadingWildcardCoversTopicsThatBeginWithADollarButNotTheBrokersOwn() {
        retain("$aws/dollar", "shadow");
        retain("other/dollar", "x");

        console.admin()
                .queryParam("filter", "+/dollar")
                .get("/retained")
                .then()
                .body("messages.topic", equalTo(List.of("$aws/dollar", "other/dollar")));
        console.admin().get("/retained?limit=1000").then().body("messages.topic", hasItem("$aws/dollar"));
        console.admin().get("/retained?limit=1000").then().body("messages.topic", not(hasItem(startsWith("$SYS"))));
        String export = console.admin().get("/retained/export").then().extract().asString();
        assertThat(export).contains("$aws/dollar").doesNotContain("$SYS");
        purge(Map.of("filter", "+/dollar")).body("count", equalTo(2));
        message("$aws/dollar").statusCode(404);
    }

    @Test
    void aMessageThatIsPutReachesSubscribersAndIsThereWithAllItsProperties() throws Exception {
        Mqtt5BlockingClient subscriber = connect("put");
        try (Mqtt5BlockingClient.Mqtt5Publishes publishes = subscriber.publishes(MqttGlobalPublishFilter.ALL)) {
            subscriber.subscribeWith().topicFilter("put/#").send();

            console.admin()
                    .queryParam("topic", "put/this")
                    .body(Map.of(
                            "payload",
                            base64("{\"on\":true}"),
                            "qos",
                            1,
                            "lifetimeSeconds",
                            600,
                            "properties",
                            Map.of(
                                    "payloadFormat",
                                    1,
                                    "contentType",
                                    "application/json",
                                    "responseTopic",
                                    "put/answer",
                                    "correlationData",
                                    base64("request 7"),
                                    "userProperties",
                                    List.of(Map.of("name", "unit", "value", "C")))))
                    .put("/retained/message")
                    .then()
                    .statusCode(200);

            Mqtt5Publish received =
                    publishes.receive(Await.LIMIT.toSeconds(), TimeUnit.SECONDS).orElseThrow();
            assertThat(received.getPayloadAsBytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("{\"on\":true}");
            assertThat(received.getUserProperties().asList()).hasSize(1);
        }
        message("put/this")
                .statusCode(200)
                .body("payload", equalTo(base64("{\"on\":true}")))
                .body("publisher", equalTo("$console/admin"))
                .body("properties.contentType", equalTo("application/json"))
                .body("properties.correlationData", equalTo(base64("request 7")))
                .body("properties.userProperties[0].value", equalTo("C"))
                .body("remainingSeconds", greaterThan(590))
                .body("committed", equalTo(true));
        subscriber.disconnect();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The server's reader of JSON went round in a circle where a field that it does not know does not end. */
    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aBodyThatDoesNotEndOrIsNestedDeeplyIsRefused() {
        for (String body : List.of(
                "{\"x\":[",
                "{\"x\":{",
                "[".repeat(60_000),
                "{\"properties\":".repeat(60_000),
                "{\"x\":" + "[".repeat(60_000))) {
            console.admin()
                    .queryParam("topic", "deep/body")
                    .body(body)
                    .put("/retained/message")
                    .then()
                    .statusCode(400);
        }
    }

    @Test
    void aLifetimeChangesAndEndsWithoutTheRest() {
        retain("lifetime/t", "stays");

        console.admin()
                .queryParam("topic", "lifetime/t")
                .body(Map.of("lifetimeSeconds", 60))
                .patch("/retained/message")
                .then()
                .statusCode(200)
                .body("remainingSeconds", equalTo(60))
                .body("payload", equalTo(base64("stays")));
        console.admin()
                .queryParam("topic", "lifetime/t")
                .body(Map.of())
                .patch("/retained/message")
                .then()
                .body("remainingSeconds", nullValue());
    }

    @Test
    void aTopicWithEmptyLevelsDotsAndMarkupIsATopicLikeAnyOther() {
        for (String topic : List.of("/odd//x/", "odd/../x", "odd/<script>alert(1)</script>", "odd/%2F;a=b?c")) {
            retain(topic, "v");
            message(topic).statusCode(200).body("topic", equalTo(topic));
            console.admin()
                    .queryParam("topic", topic)
                    .delete("/retained/message")
                    .then()
                    .statusCode(204);
            message(topic).statusCode(404).body("detail", containsString(topic));
        }
    }

    @Test
    void aPurgeClearsWhatItsDryRunCounted() {
        for (int i = 0; i < 7; i++) {
            retain("purge/" + i + "/x", "v");
        }
        retain("purge", "v");

        purge(Map.of("filter", "purge/+/x", "dryRun", true))
                .body("count", equalTo(7))
                .body("dryRun", equalTo(true));
        message("purge/3/x").statusCode(200);
        purge(Map.of("filter", "purge/+/x")).body("count", equalTo(7));
        message("purge/3/x").statusCode(404);
        message("purge").statusCode(200);
    }

    @Test
    void whatIsExportedCanBeImported() {
        retain("move/1", "one");
        retain("move/2", "two");
        String lines = console.admin()
                .queryParam("filter", "move/#")
                .get("/retained/export")
                .then()
                .contentType(startsWith("application/x-ndjson"))
                .extract()
                .asString();
        assertThat(lines.lines()).hasSize(2);
        purge(Map.of("filter", "move/#"));

        importLines(lines, "dryRun=true").body("imported", equalTo(2)).body("complete", equalTo(true));
        message("move/1").statusCode(404);
        importLines(lines, "dryRun=false").body("imported", equalTo(2));
        message("move/1").body("payload", equalTo(base64("one"))).body("publisher", equalTo("$console/admin"));
        retain("move/1", "newer");
        importLines(lines, "existing=keep").body("kept", equalTo(2));
        message("move/1").body("payload", equalTo(base64("newer")));
    }

    @Test
    void aBadLineIsNamedAndEndsTheImportOrIsLeftOut() {
        String lines = """
                {"topic":"bad/1","payload":"MQ=="}
                {"topic":"bad/+","payload":"MQ=="}
                {"topic":"bad/3","payload":"MQ=="}
                """;

        importLines(lines, "dryRun=false")
                .body("complete", equalTo(false))
                .body("imported", equalTo(1))
                .body("problems[0]", startsWith("line 2: topic: "));
        message("bad/3").statusCode(404);
        importLines(lines, "onError=skip")
                .body("complete", equalTo(true))
                .body("imported", equalTo(2))
                .body("bad", equalTo(1));
        message("bad/3").statusCode(200);
    }

    private static ValidatableResponse importLines(String lines, String query) {
        return console.admin()
                .contentType("application/x-ndjson")
                .body(lines.getBytes(StandardCharsets.UTF_8))
                .post("/retained/import?" + query)
                .then()
                .statusCode(200);
    }

    // ---- publish

    @Test
    void aBatchTellsWhatBecameOfEach() {
        console.admin()
                .body(List.of(
                        Map.of("topic", "batch/1", "text", "a", "retain", true),
                        Map.of("topic", "batch/#", "text", "b"),
                        Map.of("topic", "batch/3", "payload", "Yw==", "qos", 1)))
                .post("/publish/batch")
                .then()
                .statusCode(200)
                .body("", hasSize(3))
                .body("[0].result.retained", equalTo(true))
                .body("[1].error", containsString("wildcards"))
                .body("[2].result.delivered", equalTo(false));
        message("batch/1").statusCode(200);
        message("batch/3").statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"topic\":\"a/+\",\"text\":\"x\"}                                              | topic",
                "{\"text\":\"x\"}                                                                | topic",
                "{\"topic\":\"\",\"text\":\"x\"}                                                 | topic",
                "{\"topic\":\"$SYS/x\",\"text\":\"x\"}                                           | topic",
                "{\"topic\":\"a\",\"payload\":\"not base64!\"}                                   | payload",
                "{\"topic\":\"a\",\"payload\":\"eA==\",\"text\":\"x\"}                           | payload",
                "{\"topic\":\"a\",\"text\":\"x\",\"qos\":7}                                      | qos",
                "{\"topic\":\"a\",\"text\":\"x\",\"lifetimeSeconds\":0}                          | lifetimeSeconds",
                "{\"topic\":\"a\",\"text\":\"x\",\"lifetimeSeconds\":4294967296}                 | lifetimeSeconds",
                "{\"topic\":\"a\",\"text\":\"x\",\"properties\":{\"payloadFormat\":2}}           | properties.payloadFormat",
                "{\"topic\":\"a\",\"text\":\"x\",\"properties\":{\"responseTopic\":\"a/#\"}}     | properties.responseTopic",
                "{\"topic\":\"a\",\"text\":\"x\",\"properties\":{\"correlationData\":\"*\"}}     | properties.correlationData",
                "{\"topic\":\"a\",\"text\":\"x\",\"properties\":{\"userProperties\":[{\"name\":\"n\"}]}} | properties.userProperties",
            })
    void whatIsWrongWithAMessageIsToldWithItsField(String body, String field) {
        console.admin()
                .body(body)
                .post("/publish")
                .then()
                .statusCode(422)
                .contentType(startsWith("application/problem+json"))
                .body("field", equalTo(field))
                .body("title", equalTo("Unprocessable Content"))
                .body("detail.length()", greaterThan(10));
    }

    @ParameterizedTest
    @CsvSource({
        "/retained?filter=a/%23/b,             filter",
        "/retained?filter=%24share/g/a,        filter",
        "/retained?limit=0,                    limit",
        "/retained?limit=many,                 limit",
        "/retained?after=%23,                  after",
        "/retained/message,                    topic",
        "/clients?state=asleep,                state",
        "/clients?offset=-1,                   offset",
        "/subscriptions/receivers?topic=%2B,   topic",
        "/clients/client,                      clientId",
        "/audit?limit=5000,                    limit",
    })
    void whatIsWrongWithAParameterIsToldWithItsName(String path, String field) {
        console.admin()
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(422)
                .body("field", equalTo(field));
    }

    @Test
    void whatIsNoRequestOfOursIsAProblemToo() {
        console.admin()
                .body("{\"topic\":")
                .post("/publish")
                .then()
                .statusCode(400)
                .body("status", equalTo(400));
        console.admin().post("/publish").then().statusCode(400);
        console.admin().body("[]").post("/publish").then().statusCode(400);
        console.admin().get("/nothing").then().statusCode(404).contentType(startsWith("application/problem+json"));
        console.admin().put("/status").then().statusCode(405).contentType(startsWith("application/problem+json"));
        console.admin()
                .contentType("text/csv")
                .body("x")
                .post("/publish")
                .then()
                .statusCode(415);
    }

    // ---- settings and limits

    @Test
    void aLimitThatIsSetHoldsAtOnceAndIsToldAsWhatItIs() {
        set("holdfast.retained.max-payload-size", "3");
        console.admin()
                .queryParam("topic", "limit/t")
                .body(Map.of("text", "four"))
                .put("/retained/message")
                .then()
                .statusCode(413)
                .body("detail", containsString("holdfast.retained.max-payload-size"));
        reset("holdfast.retained.max-payload-size");
        retain("limit/t", "four");

        set("holdfast.retained.max-messages", "1");
        console.admin()
                .queryParam("topic", "limit/other")
                .body(Map.of("text", "x"))
                .put("/retained/message")
                .then()
                .statusCode(409)
                .body("detail", containsString("holdfast.retained.max-messages"));
        reset("holdfast.retained.max-messages");
    }

    private static void set(String name, String value) {
        console.admin()
                .body(Map.of("value", value))
                .put("/settings/" + name)
                .then()
                .statusCode(200)
                .body("value", equalTo(value))
                .body("source", equalTo("console"));
    }

    private static void reset(String name) {
        console.admin().delete("/settings/" + name).then().statusCode(200).body("source", equalTo("default"));
    }

    @Test
    void aSettingThatCannotChangeOrMayNotHaveAValueStays() {
        console.admin()
                .body(Map.of("value", "1884"))
                .put("/settings/holdfast.mqtt.port")
                .then()
                .statusCode(409);
        console.admin()
                .body(Map.of("value", "lots"))
                .put("/settings/holdfast.retained.max-messages")
                .then()
                .statusCode(422)
                .body("field", equalTo("value"));
        console.admin()
                .body(Map.of("value", "1"))
                .put("/settings/holdfast.nothing")
                .then()
                .statusCode(404);
        console.admin()
                .get("/settings")
                .then()
                .body("name", hasItems("holdfast.mqtt.port", "holdfast.log.level"))
                .body("find { it.name == 'holdfast.console.admin-password' }.value", equalTo("********"));
    }

    @Test
    void aChangedSettingAndUsersAreThereAfterARestart() {
        console.viewer()
                .get("/settings/holdfast.retained.flush-interval")
                .then()
                .body("value", equalTo("250"))
                .body("source", equalTo("console"));
        console.admin()
                .delete("/settings/holdfast.retained.flush-interval")
                .then()
                .body("value", equalTo("2000"));
    }

    // ---- clients and subscriptions

    @Test
    void aClientIsFoundWithWhatItDoes() throws Exception {
        Mqtt5BlockingClient client = connect("found-1");
        try (Mqtt5BlockingClient.Mqtt5Publishes publishes = client.publishes(MqttGlobalPublishFilter.ALL)) {
            client.subscribeWith()
                    .topicFilter("found/+")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .send();
            client.publishWith()
                    .topic("found/x")
                    .payload("1".getBytes(StandardCharsets.UTF_8))
                    .send();
            assertThat(publishes.receive(Await.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isPresent();
        }

        console.admin()
                .queryParam("search", "FOUND")
                .queryParam("state", "connected")
                .get("/clients")
                .then()
                .body("total", equalTo(1))
                .body("clients[0].clientId", equalTo("found-1"))
                .body("clients[0].protocol", equalTo("MQTT 5.0"))
                .body("clients[0].transport", equalTo("tcp"))
                .body("clients[0].address", startsWith("127.0.0.1:"))
                .body("clients[0].subscriptions", equalTo(1))
                .body("clients[0].messagesReceived", equalTo(1))
                .body("clients[0].messagesSent", equalTo(1))
                .body("clients[0].sessionExpirySeconds", equalTo(3_600))
                .body("clients[0].durable", equalTo(true));
        console.admin()
                .queryParam("clientId", "found-1")
                .get("/subscriptions")
                .then()
                .body("total", equalTo(1))
                .body("subscriptions[0].filter", equalTo("found/+"))
                .body("subscriptions[0].qos", equalTo(1));
        client.disconnect();
        console.admin()
                .queryParam("clientId", "found-1")
                .get("/clients/client")
                .then()
                .body("connected", equalTo(false))
                .body("address", nullValue());
    }

    @Test
    void aClientThatIsCutOffIsToldWhy() throws Exception {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Mqtt5BlockingClient client = MqttClient.builder()
                .useMqttVersion5()
                .identifier("cut-off")
                .serverHost("127.0.0.1")
                .serverPort(broker.mqttPort())
                .addDisconnectedListener(context -> end.complete(context.getCause()))
                .buildBlocking();
        client.connectWith().sessionExpiryInterval(3_600).send();

        console.admin()
                .queryParam("clientId", "cut-off")
                .queryParam("session", "true")
                .delete("/clients/client")
                .then()
                .statusCode(204);

        assertThat(end.get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOfSatisfying(Mqtt5DisconnectException.class, said -> assertThat(
                                said.getMqttMessage().getReasonCode())
                        .isEqualTo(Mqtt5DisconnectReasonCode.ADMINISTRATIVE_ACTION));
        console.admin()
                .queryParam("clientId", "cut-off")
                .get("/clients/client")
                .then()
                .statusCode(404);
        console.admin()
                .queryParam("clientId", "cut-off")
                .delete("/clients/client")
                .then()
                .statusCode(404);
    }

    @Test
    void receiversOfATopicAreThoseWhoseFiltersMatch() {
        Mqtt5BlockingClient one = connect("receiver-1");
        one.subscribeWith().topicFilter("receive/+").send();
        Mqtt5BlockingClient other = connect("receiver-2");
        other.subscribeWith().topicFilter("$share/g/receive/#").send();

        console.admin()
                .queryParam("topic", "receive/x")
                .get("/subscriptions/receivers")
                .then()
                .body("subscriptions.clientId", hasItems("receiver-1", "receiver-2"))
                .body("subscriptions.find { it.clientId == 'receiver-2' }.shareName", equalTo("g"));
        console.admin()
                .queryParam("topic", "receive/x/y")
                .get("/subscriptions/receivers")
                .then()
                .body("subscriptions.clientId", equalTo(List.of("receiver-2")));
        one.disconnect();
        other.disconnect();
    }

    // ---- backups, users, status

    @Test
    void aBackupIsMadeListedFetchedAndDeleted() {
        retain("backup/t", "v");
        String name = console.admin()
                .post("/backups")
                .then()
                .statusCode(201)
                .body("bytes", greaterThan(1_000))
                .extract()
                .path("name");

        console.admin().get("/backups").then().body("name", hasItem(name));
        byte[] file = console.admin()
                .get("/backups/" + name)
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        assertThat(new String(file, 0, 15, StandardCharsets.US_ASCII)).isEqualTo("SQLite format 3");
        console.admin().delete("/backups/" + name).then().statusCode(204);
        console.admin().get("/backups/" + name).then().statusCode(404);
        console.admin()
                .urlEncodingEnabled(false)
                .get("/backups/..%2Fholdfast.db")
                .then()
                .statusCode(greaterThan(399));
        console.admin().get("/backups/holdfast.db").then().statusCode(404);
    }

    @Test
    void whatIsChangedIsInTheAuditLog() {
        retain("audit/t", "v");

        console.admin()
                .get("/audit")
                .then()
                .body("[0].action", equalTo("retained.publish"))
                .body("[0].who", equalTo("admin"))
                .body("[0].subject", equalTo("audit/t"));
    }

    @Test
    void whatHasFailedIsInTheAuditLogToo() {
        console.admin()
                .queryParam("topic", "audit/none")
                .delete("/retained/message")
                .then()
                .statusCode(404);

        console.admin()
                .get("/audit")
                .then()
                .body("find { it.subject == 'audit/none' }.action", equalTo("retained.delete"))
                .body("find { it.subject == 'audit/none' }.detail", startsWith("failed (no message is retained"));
    }

    @Test
    void theStatusHasRatesAndTheirHistory() {
        console.admin()
                .get("/status")
                .then()
                .body("state", equalTo("running"))
                .body("problems", hasSize(0))
                .body("store.fileBytes", greaterThan(4_096))
                .body("heapMaximum", greaterThan(100_000_000));
        console.admin().get("/status/history").then().statusCode(200);
    }

    // ---- OpenAPI

    @Test
    void eachRouteIsDocumented() throws Exception {
        Set<String> documented = Routes.documented(console).keySet();
        assertThat(documented).isNotEmpty().containsExactlyInAnyOrderElementsOf(routes());
        Routes.documented(console).forEach((route, operation) -> {
            assertThat(operation.get("summary")).as(route).isNotNull();
            assertThat(operation.get("operationId")).as(route).isNotNull();
        });
    }

    /** What Jersey itself says that there is. */
    private static Set<String> routes() throws Exception {
        byte[] wadl = console.admin().accept("*/*").get("/application.wadl").asByteArray();
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Element application = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(wadl))
                .getDocumentElement();
        Set<String> routes = new TreeSet<>();
        collect(application.getElementsByTagName("resources").item(0), "", routes);
        return routes;
    }

    private static void collect(Node node, String path, Set<String> into) {
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && element.getTagName().equals("method")) {
                into.add(element.getAttribute("name") + " /api/v1" + path);
            } else if (child instanceof Element element && element.getTagName().equals("resource")) {
                String part = element.getAttribute("path").replaceAll("^/|/$", "");
                collect(element, part.isEmpty() ? path : path + "/" + part, into);
            }
        }
    }
}
