package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is wrong at the start: one line says so, the process ends, nothing is overwritten. Here is one fault of each place where
 * a start can fail; {@link ReadinessIT} has the port of MQTT, and the tests of the store have all that a database can be.
 */
class StartFailureIT {

    @TempDir
    Path folder;

    @Test
    void webSocketPortInUse() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(other.getLocalPort());

            assertThat(failureOf("holdfast.websocket.port=" + port))
                    .contains("127.0.0.1:" + port, "in use", "holdfast.websocket.port=off");
        }
    }

    @Test
    void httpPortInUse() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(other.getLocalPort());
            BrokerProcess broker = BrokerProcess.launchJar(BrokerProcess.JAR, folder, List.of("--port", port));

            assertThat(failureOf(broker)).contains("port " + port, "in use", "--port");
        }
    }

    @Test
    void damagedDatabaseIsLeftAsItIsAndCopied() throws IOException, SQLException {
        Path file = Files.createDirectory(folder.resolve("data")).resolve("holdfast.db");
        makeDamaged(file);
        byte[] before = Files.readAllBytes(file);

        String line = failureOf();

        assertThat(line)
                .contains("the database " + file + " is damaged", "It was not changed; a copy is " + file)
                .contains("Restore a backup", "sqlite3 holdfast.db .recover | sqlite3 recovered.db");
        assertThat(file).hasBinaryContent(before);
        try (Stream<Path> copies = Files.list(file.resolveSibling(""))) {
            assertThat(copies.filter(copy -> copy.toString().contains(".damaged-")))
                    .singleElement()
                    .satisfies(copy -> assertThat(copy).hasBinaryContent(before));
        }
    }

    private static void makeDamaged(Path file) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE damaged (content BLOB)");
            statement.execute("INSERT INTO damaged VALUES (zeroblob(100000))");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
    }

    @Test
    void brokenSettings() {
        assertThat(failureOf("holdfast.mqtt.port=mqtt", "holdfast.retained.acknowlege=received"))
                .contains("holdfast.mqtt.port is 'mqtt'", "0 to 65535", "holdfast.retained.acknowlege")
                .contains("Did you mean holdfast.retained.acknowledge?");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void databaseThatDoesNotAnswer() {
        assertThat(failureOf("holdfast.datasource.url=jdbc:postgresql://127.0.0.1:" + Ports.free() + "/holdfast"))
                .contains("jdbc:postgresql://127.0.0.1", "refused", "holdfast.datasource.url");
    }

    @Test
    void applicationThatTheServerRefuses() throws IOException {
        Path jar = Files.copy(BrokerProcess.JAR, folder.resolve("broken.jar"), StandardCopyOption.REPLACE_EXISTING);
        try (FileSystem zip =
                FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of("compressionMethod", "STORED"))) {
            Files.write(zip.getPath("HOLDFAST-INF/holdfast.ear"), "no archive".getBytes(StandardCharsets.US_ASCII));
        }
        String port = Integer.toString(Ports.free());

        assertThat(failureOf(BrokerProcess.launchJar(jar, folder, List.of("--port", port))))
                .contains("the server could not deploy the application");
    }

    /** The line that a failed start prints, after it was found to be the only one and the process to have ended. */
    private String failureOf(String... settings) {
        return failureOf(BrokerProcess.launch(folder, settings));
    }

    /** The line by which a broker that cannot start says why. */
    static String failureOf(BrokerProcess broker) {
        try (broker) {
            assertThat(broker.awaitEnd()).as(broker.output()).isEqualTo(1);
            assertThat(broker.output()).doesNotContain("\tat ");
            List<String> lines = broker.outputLines();
            String last = lines.get(lines.size() - 1);
            assertThat(last).startsWith("Holdfast did not start: ");
            return last;
        }
    }
}
