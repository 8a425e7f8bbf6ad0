package org.holdfast.tools.nanomq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.holdfast.beans.transfer.Import;
import org.holdfast.beans.transfer.Import.OnError;
import org.holdfast.beans.transfer.TransferException;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.UserProperty;
import org.holdfast.tools.transfer.RecordingTarget;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A database that NanoMQ 0.25.6 has written, and broken copies of it. */
class NanoMqSourceTest {
    private static final long NOW = 1_700_000_000_000L;
    private static final int MAXIMUM = 1 << 20;

    @TempDir
    Path folder;

    private final RecordingTarget target = new RecordingTarget();
    private final List<String> reports = new ArrayList<>();
    private Path file;

    @BeforeEach
    void copy() throws IOException {
        file = folder.resolve("nano_qos_db.db");
        try (InputStream in = NanoMqSourceTest.class.getResourceAsStream("/nanomq.db")) {
            Files.copy(Objects.requireNonNull(in), file);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "plain,              1, hello",
        "sensors/a/temp,     1, 21.5",
        "v5/props,           1, '{\"a\":1}'",
        "v5/expires-in-10y,  1, later",
        "v5/expired-1s,      1, soon",
        "umlaut/größe/温度,   1, utf8 topic",
        "qos0,               0, zero",
        "qos2,               2, two",
        "g[1]/v,             1, brackets"
    })
    void rowBecomesTheMessageThatWasPublished(String topic, int qos, String payload) throws IOException {
        read();

        Message message = target.message(topic);
        assertThat(message.qos().value()).isEqualTo(qos);
        assertThat(message.payload().bytes()).asString(StandardCharsets.UTF_8).isEqualTo(payload);
        assertThat(message.retain()).isTrue();
        assertThat(message.publishedAt()).isEqualTo(NOW);
    }

    @Test
    void elevenRowsAreThereAndTheTopicThatWasClearedIsNot() throws IOException {
        read();

        assertThat(target.messages()).hasSize(11).containsKeys("big", "binary").doesNotContainKey("gone");
        assertThat(reports).isEmpty();
    }

    @Test
    void largeAndBinaryPayloadsAreExact() throws IOException {
        read();

        assertThat(target.message("big").payload().bytes())
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("z".repeat(20_000));
        assertThat(target.message("binary").payload().bytes()).containsExactly(0, 1, 0xFF, 0xFE);
    }

    @Test
    void propertiesOfMqtt5Survive() throws IOException {
        read();

        Properties properties = target.message("v5/props").properties();
        assertThat(properties.payloadFormatIndicator()).isEqualTo(1);
        assertThat(properties.contentType()).isEqualTo("application/json");
        assertThat(properties.responseTopic()).isEqualTo("reply/here");
        assertThat(properties.correlationData())
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("abc");
        assertThat(properties.userProperties())
                .containsExactly(new UserProperty("k1", "v1"), new UserProperty("k2", "v2"));
        assertThat(target.message("plain").properties().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"v5/expires-in-10y, 4000000000", "v5/expired-1s, 1000"})
    void expiryBeginsAtTheImport(String topic, long milliseconds) throws IOException {
        read();

        assertThat(target.message(topic).expiresAt()).isEqualTo(NOW + milliseconds);
    }

    @Test
    void messagesWithoutExpiryNeverExpire() throws IOException {
        read();

        assertThat(target.message("v5/props").expires()).isFalse();
        assertThat(target.message("plain").expires()).isFalse();
    }

    @Test
    void nothingIsWrittenIntoTheFileOrBesideIt() throws IOException {
        byte[] before = Files.readAllBytes(file);
        assertThat(file.toFile().setReadOnly()).isTrue();

        read();

        assertThat(file).hasBinaryContent(before);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void rowsThatAreOnlyInTheLogAreReadToo() throws IOException, SQLException {
        try (Connection nanoMq = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = nanoMq.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("UPDATE t_retain SET topic = 'plaim', msg = CAST(replace(msg, 'plain', 'plaim') AS BLOB)"
                    + " WHERE topic = 'qos0'");
            statement.execute("DELETE FROM t_retain WHERE topic = 'plain'");

            read();
        }

        assertThat(target.messages()).doesNotContainKey("plain");
    }

    @ParameterizedTest
    @CsvSource({
        "x'',                                                                       its blob ends before the fixed header",
        "x'00000002',                                                               its blob ends in the fixed header",
        "x'FFFFFFFF310A',                                                           its blob ends in the fixed header",
        "x'00000002300A',                                                           its blob ends before the body",
        "x'00000002300A0000000A000470',                                             its blob ends in the body",
        "x'00000002100A0000000A0004706C61696E00',                                   its blob is not a PUBLISH packet",
        "x'00000002370A00000002000000000000000000',                                 its QoS is 3",
        "x'00000002300A000000030005706C61696E78',                                   ends in the middle of a field",
        "x'00000002300A000000080005706C616978786C61696E78',                         name different topics",
        "x'00000002300A000000080005FF6C61696E78',                                   not well-formed UTF-8"
    })
    void damagedBlobIsRefusedByItsTopicAndTheOthersAreRead(String blob, String reason)
            throws IOException, SQLException {
        execute("UPDATE t_retain SET msg = " + blob + " WHERE topic = 'plain'");

        read();

        assertThat(reports)
                .singleElement()
                .asString()
                .startsWith("topic plain: ")
                .contains(reason);
        assertThat(target.messages()).hasSize(10).doesNotContainKey("plain");
    }

    @Test
    void missingBlobAndUnknownVersionAreRefused() throws IOException, SQLException {
        execute("UPDATE t_retain SET msg = NULL WHERE topic = 'plain'");
        execute("UPDATE t_retain SET proto_ver = 6 WHERE topic = 'qos0'");

        read();

        assertThat(reports)
                .containsExactlyInAnyOrder(
                        "topic plain: its blob ends before the fixed header", "topic qos0: its protocol version is 6");
    }

    @Test
    void messageOverTheLimitIsNotRead() throws IOException {
        read(10_000);

        assertThat(reports).containsExactly("topic big: larger than holdfast.mqtt.max-packet-size: raise that setting");
    }

    /** Each has a few bytes of a good blob changed, or is cut. */
    @Test
    void noMutationOfABlobDoesMoreThanBeRefused() throws Exception {
        Random random = new Random(20_261_125);
        List<byte[]> blobs = blobs();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                PreparedStatement update =
                        connection.prepareStatement("UPDATE t_retain SET msg = ?, proto_ver = ? WHERE rowid = ?")) {
            connection.setAutoCommit(false);
            for (int round = 0; round < 300; round++) {
                for (int row = 0; row < blobs.size(); row++) {
                    update.setBytes(1, mutated(blobs.get(row), random));
                    update.setInt(2, 4 + random.nextInt(2));
                    update.setInt(3, row + 1);
                    update.executeUpdate();
                }
                connection.commit();
                reports.clear();
                target.messages().clear();
                read();
                assertThat(target.messages().size() + reports.size()).isGreaterThan(5);
            }
        }
    }

    private static byte[] mutated(byte[] blob, Random random) {
        byte[] mutated = Arrays.copyOf(blob, random.nextInt(4) == 0 ? random.nextInt(blob.length) : blob.length);
        for (int i = random.nextInt(4); i > 0 && mutated.length > 0; i--) {
            mutated[random.nextInt(Math.min(mutated.length, 100))] = (byte) random.nextInt();
        }
        return mutated;
    }

    private List<byte[]> blobs() throws SQLException {
        List<byte[]> blobs = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT msg FROM t_retain ORDER BY rowid")) {
            while (rows.next()) {
                blobs.add(rows.getBytes(1));
            }
        }
        return blobs;
    }

    @Test
    void fileThatIsNoDatabaseOfNanoMqIsRefused() throws IOException, SQLException {
        execute("DROP TABLE t_retain");
        assertThatThrownBy(this::read)
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("no such table: t_retain");

        Files.writeString(file, "this is text, and it is longer than the head of a database");
        assertThatThrownBy(this::read).isInstanceOf(TransferException.class).hasMessageContaining("not a database");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void read() throws IOException {
        read(MAXIMUM);
    }

    private void read(int maximum) throws IOException {
        Clock clock = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);
        new Import(target, clock, OnError.SKIP, reports::add).run(new NanoMqSource(file, maximum));
    }
}
