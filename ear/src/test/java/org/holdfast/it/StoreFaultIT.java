package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database that takes nothing for a while: publishers of retained messages wait, readiness says why, everything else goes on,
 * memory is bounded, and when the fault is over everything recovers by itself. NanoMQ acknowledged 3,000 messages on a full
 * disk, stored 51 of them and logged nothing.
 */
class StoreFaultIT {
    private static final int LOCKED_SECONDS = 30;
    private static final int FLOOD = 50_000;
    private static final int MAX_WAITING = 2_000;
    private static final long MEMORY_LIMIT = 1L << 30;
    private static final double NORMAL_MILLIS = 50;

    @TempDir
    static Path folder;

    private static final Ledger ledger = new Ledger();
    private static BrokerProcess broker;
    private static Swarm swarm;

    @BeforeAll
    static void start() throws Exception {
        broker = BrokerProcess.start(
                folder, "holdfast.sqlite.resend-interval=500", "holdfast.retained.max-waiting-topics=" + MAX_WAITING);
        swarm = Swarm.start(broker.mqttPort(), ledger);
        awaitMore(1_000);
    }

    /** After all faults and a kill. */
    @AfterAll
    static void everythingAcknowledgedIsKept() throws Exception {
        swarm.close();
        broker.kill();
        try (BrokerProcess next = BrokerProcess.start(folder)) {
            ledger.assertKept(Retained.of(next.mqttPort(), ledger.acknowledgedTopics()));
        }
    }

    @Test
    void whileAnotherProcessHasLockedTheDatabaseRetainedPublishesWaitAndTheRestGoesOn() throws Exception {
        Console console = Console.of(broker);
        message(console)
                .body(Map.of("text", "v"))
                .put("/retained/message")
                .then()
                .statusCode(200);
        CompletableFuture<Response> deletion;
        try (Connection other = lockedDatabase();
                LatencyPair pair = LatencyPair.start(broker.mqttPort())) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LOCKED_SECONDS);
            deletion = CompletableFuture.supplyAsync(() -> message(console).delete("/retained/message"));
            await(503, "SQLITE_BUSY");
            long acknowledged = ledger.acknowledgements();
            floodOfWhatNobodyWaitsFor(broker.mqttPort());
            pair.forget();
            OtherWork others = OtherWork.beside(broker);
            TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());

            assertThat(ledger.acknowledgements()).isEqualTo(acknowledged);
            await(503, "SQLITE_BUSY");
            assertThat(pair.millis(others)).as(pair.inWords()).isLessThan(NORMAL_MILLIS);
            assertThat(broker.residentBytes()).isLessThan(MEMORY_LIMIT);
            assertThat(deletion.get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS).statusCode())
                    .isEqualTo(503);
            other.rollback();
        }
        assertRecovers();
        assertDeletedAndAudited(console);
    }

    /** The request was answered before its change could be made, and then it was made. */
    private static void assertDeletedAndAudited(Console console) throws Exception {
        Await.until(() -> message(console).get("/retained/message").statusCode() == 404
                && console.admin().get("/audit").jsonPath().getList("action").contains("retained.delete"));
        console.admin()
                .get("/audit")
                .then()
                .body("find { it.action == 'retained.delete' }.subject", equalTo("audited"))
                .body("find { it.action == 'retained.delete' }.detail", equalTo("outcome unknown"));
    }

    private static RequestSpecification message(Console console) {
        return console.admin().queryParam("topic", "audited");
    }

    @Test
    void whileTheDiskIsFullNothingIsClaimedThatNanoMqWouldClaim() throws Exception {
        try (LatencyPair pair = LatencyPair.start(broker.mqttPort())) {
            limitFileSize("65536");
            await(503, "SQLITE_");
            long acknowledged = ledger.acknowledgements();
            pair.forget();
            OtherWork others = OtherWork.beside(broker);
            TimeUnit.SECONDS.sleep(3);

            assertThat(ledger.acknowledgements()).isEqualTo(acknowledged);
            await(503, "SQLITE_");
            assertThat(pair.millis(others)).as(pair.inWords()).isLessThan(NORMAL_MILLIS);
            assertThat(broker.output()).contains("The store failed");
        } finally {
            limitFileSize("unlimited");
        }
        assertRecovers();
        assertThat(broker.output()).contains("The store works again");
    }

    private static void assertRecovers() throws Exception {
        await(200, "\"status\":\"UP\"");
        awaitMore(1_000);
    }

    private static void awaitMore(int acknowledgements) throws InterruptedException {
        long enough = ledger.acknowledgements() + acknowledgements;
        long deadline = System.nanoTime() + Await.LIMIT.toNanos();
        while (ledger.acknowledgements() < enough) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /** Retained, at QoS 0 and to new topics: nothing slows this publisher down. */
    private static void floodOfWhatNobodyWaitsFor(int port) throws IOException {
        String payload = "x".repeat(10_000);
        try (FastClient client = new FastClient(port, "flood")) {
            for (int i = 0; i < FLOOD; i++) {
                client.publish("flood/" + i, payload, FastClient.RETAIN, 0);
            }
            client.flush();
        }
    }

    /** Somebody else's transaction that has the write lock: this process's, which is not the broker's. */
    private static Connection lockedDatabase() throws SQLException {
        Connection connection =
                DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/holdfast.db") + "?busy_timeout=5000");
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM retained_message WHERE topic = 'none'");
        }
        return connection;
    }

    /** Lets the broker's files grow no further, as a full disk does; the JVM ignores the signal and the write fails. */
    private static void limitFileSize(String bytes) throws IOException, InterruptedException {
        Process prlimit = new ProcessBuilder("prlimit", "--pid", Long.toString(broker.pid()), "--fsize=" + bytes + ":")
                .inheritIO()
                .start();
        assertThat(prlimit.waitFor()).isZero();
    }

    private static void await(int status, String... content) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Await.LIMIT.toNanos();
        while (true) {
            var response = Http.get(broker.healthUrl() + "/ready");
            if (response.statusCode() == status && Stream.of(content).allMatch(response.body()::contains)) {
                return;
            }
            assertThat(System.nanoTime()).as(response.body()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
