package org.holdfast.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.holdfast.it.durable.DurableBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/** The EAR on a stock Payara Server Full, by the steps in docs/operations.md. */
class PayaraServerIT {
    private static final Path EAR = Path.of(System.getProperty("holdfast.ear", "target/holdfast.ear"));
    private static final Path ADAPTER =
            Path.of(System.getProperty("holdfast.rar", "../resources/adapter/target/holdfast-mqtt.rar"));
    private static final Path FACTORY =
            Path.of(System.getProperty("holdfast.factory", "../resources/factory/target/holdfast-factory.jar"));
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

            assertApplicationReceives(domain, mqttPort);
            domain.stop();
        }

        assertThat(folder.resolve("data/holdfast.db")).isNotEmptyFile();
        Path log = folder.resolve("data/holdfast.db-wal");
        assertThat(Files.notExists(log) || Files.size(log) == 0).isTrue();
    }

    @Test
    void dataSourcesOfTheAdministratorKeepWhatIsAcknowledged() throws Exception {
        Path file = folder.resolve("plant.db");
        try (EmbeddedPostgres postgres = DurablePostgres.start();
                PayaraDomain domain = PayaraDomain.start(
                        Files.createDirectory(folder.resolve("domains")),
                        Archives.jarOf(SQLiteDataSource.class),
                        Archives.jarOf(PGSimpleDataSource.class))) {
            makePool(domain, "sqlite", SQLiteDataSource.class, "url=jdbc\\:sqlite\\:" + file);
            makePool(
                    domain,
                    "postgres",
                    PGSimpleDataSource.class,
                    "serverName=127.0.0.1:portNumber=" + postgres.getPort()
                            + ":databaseName=postgres:user=postgres:password=any");

            assertServesFrom(domain, "jdbc/sqlite", file.toString());
            assertServesFrom(
                    domain, "jdbc/postgres", "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres");
            domain.stop();
        }
        assertThat(file).isNotEmptyFile();
        assertThat(folder.resolve("plant.db-wal")).doesNotExist();
    }

    private static void makePool(PayaraDomain domain, String name, Class<?> dataSource, String properties) {
        domain.asadmin(
                "create-jdbc-connection-pool",
                "--restype=javax.sql.DataSource",
                "--datasourceclassname=" + dataSource.getName(),
                "--property=" + properties,
                name);
        domain.asadmin("create-jdbc-resource", "--connectionpoolid=" + name, "jdbc/" + name);
    }

    private static void assertServesFrom(PayaraDomain domain, String jndiName, String database) throws Exception {
        int mqttPort = Ports.free();
        domain.asadmin(
                "create-system-properties",
                "holdfast.mqtt.port=" + mqttPort + ":holdfast.websocket.port=0:holdfast.console.admin-password="
                        + BrokerProcess.ADMIN_PASSWORD + ":holdfast.datasource.jndi=" + jndiName);
        domain.asadmin("deploy", EAR.toAbsolutePath().toString());
        assertMessagesAreKept(mqttPort);
        given().auth()
                .preemptive()
                .basic("admin", BrokerProcess.ADMIN_PASSWORD)
                .get(domain.url("/holdfast/api/v1/status"))
                .then()
                .statusCode(200)
                .body("database", equalTo(database))
                .body("retainedCount", equalTo(MESSAGES));
        domain.asadmin("undeploy", "holdfast");
    }

    /** The adapter comes after the broker, which has classes of its own for what both have in common. */
    private void assertApplicationReceives(PayaraDomain domain, int mqttPort) throws Exception {
        Path application = Archives.export(Archives.of(DurableBean.class), folder, "durable.war");
        domain.asadmin("set", "configs.config.server-config.connector-service.class-loading-policy=global");
        domain.asadmin("deploy", ADAPTER.toAbsolutePath().toString());
        domain.asadmin("deploy", FACTORY.toAbsolutePath().toString());
        domain.asadmin("deploy", application.toString());

        DurablePeer.assertApplicationReceives(mqttPort);
    }

    private static void assertMessagesAreKept(int mqttPort) throws InterruptedException {
        try (Crowd crowd = Crowd.connect(mqttPort)) {
            crowd.publish(MESSAGES);
            Map<String, Mqtt5Publish> acknowledged = crowd.acknowledged();
            assertThat(Retained.of(mqttPort, acknowledged.keySet()).keySet()).isEqualTo(acknowledged.keySet());
        }
    }
}
