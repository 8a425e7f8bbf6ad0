package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Another application on the same server, with the tests inside it. */
@Tag("in-container")
@ExtendWith(ArquillianExtension.class)
class NeighbourIT {
    @Deployment
    static WebArchive neighbour() throws Exception {
        return Archives.ofTests("neighbour.war");
    }

    @Test
    void neighbourGetsWhatIsRetained() throws Exception {
        MqttClient publisher = connect();
        publisher.publish("neighbour/retained", "hello".getBytes(StandardCharsets.UTF_8), 1, true);
        publisher.disconnect();

        CompletableFuture<String> received = new CompletableFuture<>();
        MqttClient subscriber = connect();
        subscriber.subscribe(
                new MqttSubscription[] {new MqttSubscription("neighbour/+", 1)},
                new IMqttMessageListener[] {(topic, message) -> received.complete(message.toString())});

        assertThat(received.get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo("hello");
        subscriber.disconnect();
    }

    @Test
    void timerWritesWhatNobodyWaitsFor() throws Exception {
        MqttClient publisher = connect();
        long before = number("commits");
        MqttMessage unacknowledged = new MqttMessage("x".getBytes(StandardCharsets.UTF_8), 0, true, null);
        publisher.publish("neighbour/unacknowledged", unacknowledged);

        Await.until(() -> number("commits") > before && number("waitingTopics") == 0);
        publisher.disconnect();
    }

    @Test
    void brokerIsReadyAndSaysWhatItHas() throws Exception {
        connect().disconnect();

        assertThat(get("/health/ready")).contains("\"name\":\"holdfast-ready\",\"status\":\"UP\"");
        assertThat(get("/health/started")).contains("\"name\":\"holdfast-started\",\"status\":\"UP\"");
        assertThat(get("/health/live")).contains("\"name\":\"holdfast-live\",\"status\":\"UP\"");
        Await.until(
                () -> get("/holdfast/api/v1/status").contains("\"status\":401")); // the console comes after the broker
        assertThat(get("/holdfast/login.xhtml")).contains("Log in");
    }

    @Test
    @SuppressWarnings("BanJNDI") // the name is a constant
    void neighbourSeesNeitherTheBrokersLibrariesNorItsDatabase() {
        assertThatThrownBy(() -> Class.forName("io.netty.channel.Channel")).isInstanceOf(ClassNotFoundException.class);
        assertThatThrownBy(() -> Class.forName("org.sqlite.JDBC")).isInstanceOf(ClassNotFoundException.class);
        assertThatThrownBy(() -> new InitialContext().lookup("java:app/jdbc/holdfast"))
                .isInstanceOf(NamingException.class);
    }

    /** A client of the broker, which starts after this application. */
    private static MqttClient connect() throws Exception {
        String url = "tcp://127.0.0.1:" + System.getProperty("holdfast.mqtt.port");
        MqttClient client = new MqttClient(url, "", new MemoryPersistence());
        Await.until(() -> isConnected(client));
        return client;
    }

    private static boolean isConnected(MqttClient client) {
        try {
            client.connect();
            return true;
        } catch (MqttException e) {
            return false;
        }
    }

    private static long number(String name) throws Exception {
        String health = get("/health/ready");
        String afterName = health.substring(health.indexOf("\"" + name + "\":\"") + name.length() + 4);
        return Long.parseLong(afterName.substring(0, afterName.indexOf('"')));
    }

    private static String get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + System.getProperty("neighbour.http.port") + path);
        return HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .build()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }
}
