package org.holdfast.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an orchestrator is told by {@code /health/ready} from the moment that HTTP opens. */
@Tag("newer-server")
class ReadinessIT {
    private static final String LOGIN = "  Log in as    admin, password ";

    @TempDir
    Path folder;

    private final int port = Ports.free();
    private final List<Integer> starts = new ArrayList<>();

    private BrokerProcess launch(int mqttPort) {
        return BrokerProcess.launchJar(
                BrokerProcess.JAR,
                folder,
                List.of("--port", Integer.toString(port)),
                BrokerProcess.DRAWN_PASSWORD,
                "holdfast.mqtt.port=" + mqttPort);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** All answers until the first that is up, or the end of the process. */
    private List<HttpResponse<String>> answers(BrokerProcess broker) throws InterruptedException {
        List<HttpResponse<String>> answers = new ArrayList<>();
        long deadline = System.nanoTime() + Await.LIMIT.toNanos();
        while (broker.handle().isAlive() && answers.stream().noneMatch(answer -> answer.statusCode() == 200)) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            try {
                starts.add(Http.get(url("/health/started"))
                        .statusCode()); // first: it may be up a moment before the other is asked
                answers.add(Http.get(url("/health/ready"))); // 404 until the server has its page of health
            } catch (IOException notOpen) {
                assertThat(answers).extracting(HttpResponse::statusCode).doesNotContain(200);
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return answers;
    }

    @Test
    void aServerWhoseDeploymentFailsIsNeverReadyAndWhoIsToldThatTheNextOneIsFindsEverythingReady() throws Exception {
        int mqttPort;
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                BrokerProcess broker = launch(other.getLocalPort())) {
            mqttPort = other.getLocalPort();
            assertIsNeverReady(broker, mqttPort);
        }
        starts.clear();
        try (BrokerProcess broker = launch(mqttPort)) {
            assertIsReadyWhenItSaysSo(broker, mqttPort);
        }
    }

    private void assertIsNeverReady(BrokerProcess broker, int portInUse) throws Exception {
        assertThat(answers(broker))
                .extracting(HttpResponse::statusCode)
                .contains(503)
                .doesNotContain(200);
        assertThat(StartFailureIT.failureOf(broker)).contains("127.0.0.1:" + portInUse, "in use", "holdfast.mqtt.port");
        assertThat(broker.output()).doesNotContain(LOGIN);
    }

    private void assertIsReadyWhenItSaysSo(BrokerProcess broker, int mqttPort) throws Exception {
        List<HttpResponse<String>> answers = answers(broker);

        assertThat(Ports.isOpen(mqttPort)).isTrue();
        assertThat(starts.subList(0, starts.size() - 1)).contains(503).doesNotContain(200);
        assertThat(Http.get(url("/holdfast/login.xhtml")).statusCode()).isEqualTo(200);
        given().get(url("/holdfast/api/v1/status")).then().statusCode(401);
        assertThat(answers).extracting(HttpResponse::statusCode).contains(503).containsOnly(404, 503, 200);
        assertThat(answers.get(answers.size() - 1).body()).contains("holdfast-ready", "\"listening\":\"true\"");
        broker.awaitOutput(LOGIN); // the password is drawn by the first start that succeeds
        broker.kill();
    }
}
