package org.holdfast.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.specification.RequestSpecification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What requests may cost, and from where they may come, tried on the real server with requests that a browser would not send. */
@Tag("newer-server")
class HttpLimitsIT {
    private static final String LOGIN = "/holdfast/login.xhtml";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int THREADS = 200;

    /** For bodies without a login. */
    private static final int PLACES = 16;

    @TempDir
    static Path folder;

    private static BrokerProcess broker;
    private static Console console;

    @BeforeAll
    static void start() {
        broker = BrokerProcess.start(
                folder,
                "holdfast.console.hosts=console.example.org",
                "holdfast.console.trusted-proxies=127.0.0.1",
                "holdfast.console.max-request-size=100000");
        console = Console.of(broker);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    /** Sends a request as it is written, which ends the connection, and returns all that is sent back. */
    private static String send(String... lines) throws IOException {
        try (Socket socket = open()) {
            write(socket, String.join("\r\n", lines));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    /** Sends a request as it is written, or its beginning, and returns the first line that is sent back. */
    private static String status(String... lines) throws IOException {
        try (Socket socket = open()) {
            write(socket, String.join("\r\n", lines));
            return status(socket);
        }
    }

    private static String status(Socket socket) throws IOException {
        InputStreamReader response = new InputStreamReader(socket.getInputStream(), ISO_8859_1);
        return String.valueOf(new BufferedReader(response).readLine());
    }

    private static boolean hasAnswer(Socket socket) {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Socket open() throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(console.url()).getPort());
        socket.setSoTimeout((int) Await.LIMIT.toMillis());
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    private static String post(String path, String type, int length) {
        return String.join(
                "\r\n",
                "POST " + path + " HTTP/1.1",
                "Host: localhost",
                "Connection: close",
                "Content-Type: " + type,
                "Content-Length: " + length,
                "",
                "");
    }

    // ---- threads

    @Test
    void slowBodiesLeaveHealthAndTheOthersTheirThreads() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < THREADS + 100; i++) {
                Socket socket = open();
                slow.add(socket);
                write(
                        socket,
                        post(LOGIN, FORM, 1_000)
                                .replace("\r\n\r\n", "\r\nX-Forwarded-For: 192.0.2." + i % 250 + "\r\n\r\na"));
            }

            String origin = console.url().replace("/holdfast", "");
            assertThat(Http.get(origin + "/health").statusCode()).isEqualTo(200);
            assertThat(Http.get(origin + "/metrics").statusCode()).isEqualTo(200);
            console.admin().get("/status").then().statusCode(200);

            Await.until(() -> slow.stream().filter(HttpLimitsIT::hasAnswer).count() >= slow.size() - PLACES);
            for (Socket socket : slow) {
                if (hasAnswer(socket)) {
                    assertThat(status(socket)).contains(" 503 ");
                }
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        assertThat(status("GET " + LOGIN + " HTTP/1.1", "Host: localhost", "Connection: close", "", ""))
                .contains(" 200 ");
    }

    @Test
    void aBodyThatTricklesIsCutOff() throws Exception {
        long begun = System.nanoTime();
        try (Socket socket = open()) {
            write(socket, post(LOGIN, FORM, 1_000) + "a=");
            while (socket.getInputStream().available() == 0) {
                write(socket, "b");
                TimeUnit.MILLISECONDS.sleep(100);
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Await.LIMIT);
            }
            assertThat(status(socket)).contains(" 408 ");
        }
    }

    /** Else the server would keep the connection, and what belongs to it, for half a minute, whoever has closed it. */
    @Test
    void theConnectionOfARefusedBodyEndsAtOnce() throws IOException {
        long begun = System.nanoTime();
        assertThat(send(post(LOGIN, FORM, 20_000).replace("Connection: close\r\n", "")))
                .contains(" 413 ");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    }

    // ---- sizes

    @Test
    void aBodyThatIsTooLargeIsRefusedBeforeItIsRead() throws IOException {
        assertThat(status(post(LOGIN, FORM, 20_000))).contains(" 413 ");
        assertThat(status(post(LOGIN, "multipart/form-data; boundary=x", 1_000)))
                .contains(" 415 ");
        console.admin()
                .body(Map.of("topic", "large", "text", "x".repeat(100_000)))
                .post("/publish")
                .then()
                .statusCode(413)
                .body("detail", containsString("100000"));
    }

    @Test
    void aBodyWithoutALengthIsCountedWhileItIsRead() throws IOException {
        String status = status(
                "POST " + LOGIN + " HTTP/1.1",
                "Host: localhost",
                "Connection: close",
                "Content-Type: " + FORM,
                "Transfer-Encoding: chunked",
                "",
                "5000",
                "x".repeat(0x5000),
                "0",
                "",
                "");
        assertThat(status).contains(" 413 ");
    }

    @Test
    void anImportMayBeLargerThanOtherBodies() {
        String lines = IntStream.range(0, 4_000)
                .mapToObj("{\"topic\":\"imported/%d\",\"payload\":\"eHh4eHh4eHh4\"}\n"::formatted)
                .reduce("", String::concat);
        assertThat(lines).hasSizeGreaterThan(150_000);
        console.admin()
                .contentType("application/x-ndjson")
                .body(lines.getBytes(ISO_8859_1))
                .post("/retained/import")
                .then()
                .statusCode(200)
                .body("imported", equalTo(4_000));
    }

    // ---- where they come from

    @Test
    void aNameThatOthersCanPointHereIsRefused() throws IOException {
        for (String host :
                List.of("attacker.example", "console.example.org.attacker.example:8080", "127.0.0.1.example")) {
            assertThat(status("GET " + LOGIN + " HTTP/1.1", "Host: " + host, "Connection: close", "", ""))
                    .contains(" 421 ");
        }
        for (String host : List.of("console.example.org", "127.0.0.1:8080", "[::1]", "holdfast")) {
            assertThat(status("GET " + LOGIN + " HTTP/1.1", "Host: " + host, "Connection: close", "", ""))
                    .contains(" 200 ");
        }
    }

    @Test
    void behindAProxyEachClientIsSlowedDownForItself() {
        for (int i = 0; i < 5; i++) {
            from("192.0.2.1", "wrong password").get("/status").then().statusCode(401);
        }
        from("192.0.2.1", BrokerProcess.ADMIN_PASSWORD).get("/status").then().statusCode(429);
        from("203.0.113.9, 192.0.2.1", BrokerProcess.ADMIN_PASSWORD)
                .get("/status")
                .then()
                .statusCode(429);
        from("192.0.2.2", BrokerProcess.ADMIN_PASSWORD).get("/status").then().statusCode(200);
        console.admin().get("/status").then().statusCode(200);
    }

    private static RequestSpecification from(String address, String password) {
        return console.as("admin", password).header("X-Forwarded-For", address);
    }

    @Test
    void overTlsTheBrowserIsToldToStayWithIt() throws IOException {
        String[] request = {"GET " + LOGIN + " HTTP/1.1", "Host: localhost", "Connection: close", "", ""};
        assertThat(send(request)).doesNotContain("Strict-Transport-Security");
        request[2] += "\r\nX-Forwarded-Proto: https";
        assertThat(send(request)).contains("Strict-Transport-Security: max-age=31536000");
    }

    // ---- the protocol, and what the server says of itself

    /** A proxy that believes the other length would send the rest on as a request of its own. */
    @Test
    void nothingBehindARequestWithTwoLengthsIsARequest() throws IOException {
        String hidden = "GET /holdfast/hidden.xhtml HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        for (String lengths : List.of(
                "Content-Length: 4\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nContent-Length: 4")) {
            String response = send("POST " + LOGIN + " HTTP/1.1", "Host: localhost", lengths, "", "0", "", hidden);
            assertThat(response).containsOnlyOnce("HTTP/1.1 ").doesNotContain("hidden.xhtml");
        }
    }

    @Test
    void http2IsOff() throws IOException {
        assertThat(status("PRI * HTTP/2.0", "", "SM", "", "")).startsWith("HTTP/1.1 501 ");
        String upgrade = status(
                "GET " + LOGIN + " HTTP/1.1",
                "Host: localhost",
                "Connection: Upgrade, HTTP2-Settings, close",
                "Upgrade: h2c",
                "HTTP2-Settings: AAMAAABkAAQAAP__",
                "",
                "");
        assertThat(upgrade).contains(" 200 ");
    }

    @Test
    void noErrorSaysWhatServerThisIs() throws IOException {
        for (String path : List.of("/nothing", "/", "/holdfast/nothing", LOGIN + "/x", "/holdfast/api/v1/nothing")) {
            for (String method : List.of("GET", "DELETE", "TRACE")) {
                assertThat(send(method + " " + path + " HTTP/1.1", "Host: localhost", "Connection: close", "", ""))
                        .as(method + " " + path)
                        .doesNotContainIgnoringCase("payara")
                        .doesNotContainIgnoringCase("glassfish")
                        .doesNotContainIgnoringCase("grizzly");
            }
        }
    }
}
