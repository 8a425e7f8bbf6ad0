package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.holdfast.it.datasource.PlantDataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/** Data sources that the administrator of the server has made, in the place of Holdfast's own. */
@Tag("newer-server")
class DataSourceIT {
    private static final String JNDI = "holdfast.datasource.jndi=jdbc/plant";
    private static final int MESSAGES = 1_000;

    @TempDir
    Path folder;

    @Test
    void poolOfSqliteKeepsWhatIsAcknowledged() throws Exception {
        List<String> options = pool(
                SQLiteDataSource.class, "url=jdbc\\:sqlite\\:" + folder.resolve("plant.db") + ":cacheSize=2000", "");

        assertKeepsWhatIsAcknowledged(options, folder.resolve("plant.db") + " (jdbc/plant), ", JNDI);

        assertThat(folder.resolve("plant.db")).isNotEmptyFile();
        assertThat(folder.resolve("plant.db-wal")).doesNotExist(); // after the stop it is one file
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    @Tag("same-on-every-server")
    void poolOfPostgresqlKeepsWhatIsAcknowledged() throws Exception {
        try (EmbeddedPostgres postgres = DurablePostgres.start()) {
            List<String> options = pool(
                    PGSimpleDataSource.class,
                    "serverName=127.0.0.1:portNumber=" + postgres.getPort()
                            + ":databaseName=postgres:user=postgres:password=any",
                    "");

            assertKeepsWhatIsAcknowledged(options, "jdbc:postgresql://127.0.0.1:" + postgres.getPort(), JNDI);
        }
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void dataSourceThatAnApplicationDefines() throws Exception {
        Path application = Archives.export(
                Archives.of(PlantDataSource.class).addAsLibrary(Archives.jarOf(SQLiteDataSource.class)),
                folder,
                "plant.war");

        Map<String, Mqtt5Publish> acknowledged;
        try (BrokerProcess broker = BrokerProcess.startWith(
                        application,
                        folder,
                        "holdfast.datasource.jndi=java:global/jdbc/plant",
                        "plant.url=jdbc:sqlite:" + folder.resolve("plant.db"));
                Crowd crowd = Crowd.connect(broker.mqttPort())) {
            assertThat(broker.output()).contains("plant.db (java:global/jdbc/plant), ");
            // by the application's library of SQLite, not by ours, which would delete the log under it
            Console.of(broker).admin().post("/backups").then().statusCode(201);
            crowd.publish(MESSAGES);
            broker.kill();
            acknowledged = crowd.acknowledged();
        }
        assertThat(acknowledged).hasSize(MESSAGES);
        assertThat(topicsInTheDatabase()).containsAll(acknowledged.keySet());
    }

    private List<String> topicsInTheDatabase() throws SQLException {
        List<String> topics = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("plant.db"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT topic FROM retained_message")) {
            while (rows.next()) {
                topics.add(rows.getString(1));
            }
        }
        return topics;
    }

    private void assertKeepsWhatIsAcknowledged(List<String> options, String database, String... settings)
            throws InterruptedException {
        Map<String, Mqtt5Publish> acknowledged;
        try (BrokerProcess broker = BrokerProcess.startWith(options, folder, settings);
                Crowd crowd = Crowd.connect(broker.mqttPort())) {
            crowd.publish(MESSAGES);
            broker.kill();
            acknowledged = crowd.acknowledged();
        }
        assertThat(acknowledged).hasSize(MESSAGES);
        try (BrokerProcess broker = BrokerProcess.startWith(options, folder, settings)) {
            assertThat(broker.output()).contains(database);
            assertThat(Retained.of(broker.mqttPort(), acknowledged.keySet()).keySet())
                    .containsAll(acknowledged.keySet());
            assertThat(broker.terminate()).isZero();
        }
    }

    @Test
    void poolOutsideOfTheServersTransactionsIsRefused() throws Exception {
        List<String> options = pool(
                SQLiteDataSource.class,
                "url=jdbc\\:sqlite\\:" + folder.resolve("plant.db"),
                "--nontransactionalconnections=true ");

        assertThat(failureOf(options, JNDI))
                .contains("the data source jdbc/plant does not take part in the server's transactions (JTA)");
    }

    @Test
    @Tag("same-on-every-server")
    void poolThatForgetsWhatItHasCommittedIsRefused() throws Exception {
        Path file = folder.resolve("plant.db");
        List<String> options = pool(SQLiteDataSource.class, "url=jdbc\\:sqlite\\:" + file + ":synchronous=OFF", "");

        assertThat(failureOf(options, JNDI)).contains("the data source jdbc/plant has synchronous=OFF");
    }

    /** The line that says why the start has failed. */
    private String failureOf(List<String> options, String... settings) {
        List<String> all = new ArrayList<>(List.of("--port", Integer.toString(Ports.free())));
        all.addAll(options);
        return StartFailureIT.failureOf(BrokerProcess.launchJar(BrokerProcess.JAR, folder, all, settings));
    }

    /** The options that give the server the driver and, before anything is deployed, a pool and a name for it. */
    private List<String> pool(Class<?> dataSource, String properties, String poolOptions) throws Exception {
        Path commands = Files.writeString(
                folder.resolve("pool.txt"),
                "create-jdbc-connection-pool --restype=javax.sql.DataSource --datasourceclassname="
                        + dataSource.getName()
                        + " " + poolOptions + "--property=" + properties + " plant\n"
                        + "create-jdbc-resource --connectionpoolid=plant jdbc/plant\n");
        return List.of("--addlibs", Archives.jarOf(dataSource).toString(), "--prebootcommandfile", commands.toString());
    }
}
