package org.holdfast.it;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application in docs/applications.md: its files are taken out of the text, compiled, deployed and used. */
class ApplicationsManualIT {
    private static final Path MANUAL = Path.of("../docs/applications.md");

    /** A line with the file's name, and the block behind it. */
    private static final Pattern FILE =
            Pattern.compile("^`([^`]+)`\\n\\n```[a-z]+\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void theApplicationOfTheManualWorks() throws Exception {
        Map<String, String> files = files();
        assertThat(files.keySet())
                .containsExactly(
                        "pom.xml",
                        "src/main/java/plant/Meters.java",
                        "src/main/java/plant/Reading.java",
                        "src/main/java/plant/Readings.java",
                        "src/main/resources/META-INF/persistence.xml");
        Path application = build(files);

        try (BrokerProcess broker = BrokerProcess.startWith(application, folder)) {
            broker.awaitOutput("plant/Meters receives [latest, site/+/meter]");
            use(broker);
        }
    }

    private static Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        Matcher matcher = FILE.matcher(Files.readString(MANUAL));
        while (matcher.find()) {
            files.put(matcher.group(1), matcher.group(2));
        }
        return files;
    }

    private Path build(Map<String, String> files) throws IOException {
        Path sources = folder.resolve("sources");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = sources.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        Path classes = Files.createDirectories(folder.resolve("classes"));
        compile(sources.resolve("src/main/java"), classes);
        WebArchive war = ShrinkWrap.create(WebArchive.class, "plant.war");
        try (Stream<Path> compiled = Files.walk(classes)) {
            compiled.filter(Files::isRegularFile)
                    .forEach(each -> war.addAsWebInfResource(each.toFile(), "classes/" + classes.relativize(each)));
        }
        war.addAsWebInfResource(
                sources.resolve("src/main/resources/META-INF/persistence.xml").toFile(),
                "classes/META-INF/persistence.xml");
        return Archives.export(war, folder, "plant.war");
    }

    /** Against the class path of this test, in which the two dependencies of the pom are. */
    private static void compile(Path sources, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, UTF_8);
                Stream<Path> files = Files.walk(sources)) {
            List<Path> java = files.filter(Files::isRegularFile).toList();
            List<String> options = List.of(
                    "-proc:none", "-d", classes.toString(), "-classpath", System.getProperty("java.class.path"));
            boolean isCompiled = compiler.getTask(
                            messages, manager, null, options, null, manager.getJavaFileObjectsFromPaths(java))
                    .call();
            assertThat(isCompiled).as(messages.toString()).isTrue();
        }
    }

    private static void use(BrokerProcess broker) throws InterruptedException {
        Mqtt5BlockingClient client = MqttClient.builder()
                .useMqttVersion5()
                .serverHost("127.0.0.1")
                .serverPort(broker.mqttPort())
                .buildBlocking();
        client.connect();
        try (Mqtt5BlockingClient.Mqtt5Publishes publishes = client.publishes(MqttGlobalPublishFilter.ALL)) {
            client.subscribeWith().topicFilter("site/+/alarm").send();
            client.subscribeWith().topicFilter("plant/unreadable").send();
            client.subscribeWith().topicFilter("answers").send();
            publish(client, "site/7/meter", "42.5");
            publish(client, "site/8/meter", "120");

            assertThat(next(publishes).getTopic()).hasToString("site/8/alarm");
            client.publishWith()
                    .topic("latest")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .responseTopic("answers")
                    .payload("8".getBytes(UTF_8))
                    .send();
            assertThat(next(publishes).getPayloadAsBytes()).asString(UTF_8).isEqualTo("120.0");
            publish(client, "site/9/meter", "broken");
            assertThat(next(publishes).getTopic()).hasToString("plant/unreadable");
        }
        client.disconnect();
        given().get(broker.consoleUrl().replaceAll("/holdfast$", "/plant/api/readings"))
                .then()
                .statusCode(200)
                .body("site", equalTo(List.of("7", "8")))
                .body("kwh", equalTo(List.of(42.5f, 120.0f)));
    }

    private static void publish(Mqtt5BlockingClient client, String topic, String text) {
        client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(text.getBytes(UTF_8))
                .send();
    }

    private static Mqtt5Publish next(Mqtt5BlockingClient.Mqtt5Publishes publishes) throws InterruptedException {
        return publishes.receive(Await.LIMIT.toSeconds(), TimeUnit.SECONDS).orElseThrow();
    }
}
