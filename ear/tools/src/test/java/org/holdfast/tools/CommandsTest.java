package org.holdfast.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.holdfast.beans.store.offline.OfflineDatabase;
import org.holdfast.engine.testing.TestBroker;
import org.holdfast.tools.Tool.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sub-commands without a broker. */
class CommandsTest {
    private static final String A =
            "{\"topic\":\"a\",\"payload\":\"YQ==\",\"qos\":1,\"properties\":{\"payloadFormat\":1,"
                    + "\"contentType\":\"text/plain\",\"responseTopic\":\"r\",\"correlationData\":\"AAEC\",\"userProperties\":"
                    + "[{\"name\":\"k\",\"value\":\"1\"},{\"name\":\"k\",\"value\":\"2\"}]},\"publisher\":\"me\","
                    + "\"publishedAt\":\"2026-01-02T03:04:05.006Z\",\"expiresAt\":\"2030-01-01T00:00:00Z\"}\n";
    private static final String B =
            "{\"topic\":\"b/größe\",\"payload\":\"AP8=\",\"qos\":2,\"publishedAt\":\"2026-01-01T00:00:00Z\"}\n";
    private static final String BAD = "{\"topic\":\"a/+\",\"payload\":\"YQ==\"}\n";

    @TempDir
    Path folder;

    private Tool tool;

    @BeforeEach
    void tool() {
        tool = new Tool(folder.resolve("data"), Clock.fixed(Instant.parse("2026-11-25T12:00:00Z"), ZoneOffset.UTC));
    }

    @Test
    void whatIsExportedIsWhatWasImported() {
        Result imported = tool.runWith(A + B, "import", "-");

        assertThat(imported.code()).isZero();
        assertThat(imported.out()).isEqualTo("imported 2, replaced 0, kept 0, repeated 0, expired 0, invalid 0.\n");
        assertThat(tool.run("export").out()).isEqualTo(A + B);
    }

    @Test
    void exportToAFileIsReadBackFromIt() {
        tool.runWith(A + B, "import", "-");
        String file = folder.resolve("export.jsonl").toString();

        assertThat(tool.run("export", "--to", file).code()).isZero();
        Tool other = new Tool(folder.resolve("other"), tool.clock());
        assertThat(other.run("import", file).code()).isZero();

        assertThat(other.run("export").out()).isEqualTo(A + B);
    }

    @Test
    void aLeadingWildcardChoosesTopicsThatBeginWithADollarToo() {
        String dollar = A.replace("\"topic\":\"a\"", "\"topic\":\"$aws/a\"");
        tool.runWith(dollar, "import", "-");

        assertThat(tool.run("export", "--filter", "#").out()).isEqualTo(dollar);
        assertThat(tool.run("export", "--filter", "+/a").out()).isEqualTo(dollar);
    }

    @Test
    void filterChoosesWhatIsExported() {
        tool.runWith(A + B, "import", "-");

        assertThat(tool.run("export", "--filter", "b/+").out()).isEqualTo(B);
        assertThat(tool.run("export", "--filter", "b/#/c").err()).contains("# must stand alone in the last level");
        assertThat(tool.run("export", "--filter", "$share/g/b").err()).contains("Leave out $share");
    }

    @Test
    void expiredMessagesAreCountedAndLeftOut() {
        Result imported = tool.runWith(A.replace("2030", "2025") + B, "import", "-");

        assertThat(imported.out()).startsWith("imported 1,").contains("expired 1");
        assertThat(tool.run("export").out()).isEqualTo(B);
    }

    @Test
    void messageThatHasExpiredSinceIsNotExported() {
        tool.runWith(A + B, "import", "-");
        Tool later = new Tool(tool.folder(), Clock.fixed(Instant.parse("2031-01-01T00:00:00Z"), ZoneOffset.UTC));

        assertThat(later.run("export").out()).isEqualTo(B);
    }

    @Test
    void badLineStopsTheImportAndNothingIsImported() {
        tool.runWith(B, "import", "-");

        Result imported = tool.runWith(A + BAD, "import", "-");

        assertThat(imported.code()).isEqualTo(ExitCode.NOT_DONE);
        assertThat(imported.err())
                .contains("line 2: topic: a Topic Name must not contain wildcards")
                .endsWith("Nothing was imported.\n");
        assertThat(tool.run("export").out()).isEqualTo(B);
    }

    @Test
    void badLinesAreSkippedByOptionAndToldOf() {
        Result imported = tool.runWith(A + BAD + B + "{\n", "import", "-", "--on-error", "skip");

        assertThat(imported.code()).isEqualTo(ExitCode.DONE_IN_PART);
        assertThat(imported.out()).startsWith("imported 2,").contains("invalid 2");
        assertThat(imported.err()).contains("line 2: ", "line 4: invalid JSON");
        assertThat(tool.run("export").out()).isEqualTo(A + B);
    }

    @ParameterizedTest
    @CsvSource({"replace, 'imported 1, replaced 1, kept 0', bmV3", "keep, 'imported 1, replaced 0, kept 1', YQ=="})
    void existingMessagesAreReplacedOrKept(String option, String outcome, String payload) {
        tool.runWith(A, "import", "-");

        Result imported = tool.runWith(A.replace("YQ==", "bmV3") + B, "import", "-", "--existing", option);

        assertThat(imported.out()).startsWith(outcome);
        assertThat(tool.run("export", "--filter", "a").out()).contains(payload);
    }

    @Test
    void ofATopicThatComesTwiceTheLastStays() {
        Result imported = tool.runWith(A + B + A.replace("YQ==", "bmV3"), "import", "-");

        assertThat(imported.out()).startsWith("imported 2, replaced 0, kept 0, repeated 1");
        assertThat(tool.run("export", "--filter", "a").out()).contains("bmV3");
    }

    @Test
    void dryRunSaysWhatWouldHappenAndChangesNoByte() throws IOException {
        tool.runWith(A, "import", "-");
        byte[] before = Files.readAllBytes(tool.database());

        Result rehearsed = tool.runWith(A + B + BAD, "import", "-", "--dry-run", "--on-error", "skip");

        assertThat(rehearsed.code()).isEqualTo(ExitCode.DONE_IN_PART);
        assertThat(rehearsed.out())
                .isEqualTo("Dry run, nothing was changed: imported 1, replaced 1, kept 0, repeated 0, expired 0,"
                        + " invalid 1.\n");
        assertThat(tool.database()).hasBinaryContent(before);
    }

    @Test
    void dryRunMakesNoDatabase() {
        Result rehearsed = tool.runWith(A + A, "import", "-", "--dry-run");

        assertThat(rehearsed.out()).contains("imported 1, replaced 0, kept 0, repeated 1");
        assertThat(tool.folder()).doesNotExist();
    }

    @Test
    void databaseThatABrokerUsesIsNotTouched() {
        tool.runWith(A, "import", "-");
        Result refused;
        try (OfflineDatabase broker = OfflineDatabase.take(tool.settings().store())) {
            assertThat(broker).isNotNull();
            refused = tool.runWith(B, "import", "-");
        }

        assertThat(refused.code()).isEqualTo(ExitCode.NOT_DONE);
        assertThat(refused.err()).contains("another Holdfast uses the data folder", "--to mqtt://");
        assertThat(tool.run("export").out()).isEqualTo(A);
    }

    @Test
    void lineThatIsLongerThanAnyMessageIsRefusedAndTheNextIsRead() {
        String tooLong = "{\"topic\":\"a\",\"payload\":\"" + "A".repeat(24 << 20) + "\"}\n";

        Result imported = tool.runWith(tooLong + B, "import", "-", "--on-error", "skip");

        assertThat(imported.err()).contains("line 1: longer than", "holdfast.mqtt.max-packet-size");
        assertThat(tool.run("export").out()).isEqualTo(B);
    }

    @Test
    void backupIsADatabaseThatCanTakeThePlaceOfTheFirst() throws IOException {
        tool.runWith(A + B, "import", "-");
        Path copy = folder.resolve("copy.db");

        Result copied = tool.run("backup", "--to", copy.toString());

        assertThat(copied.code()).isZero();
        assertThat(copied.out()).endsWith(": 2 retained messages, checked.\n");
        Tool restored = new Tool(Files.createDirectory(folder.resolve("restored")), tool.clock());
        Files.copy(copy, restored.database());
        assertThat(restored.run("export").out()).isEqualTo(A + B);
    }

    @Test
    void aPasswordCanBeInAFile() throws Exception {
        Path file = folder.resolve("password");
        Files.writeString(file, "größer:@\nanything else\n");
        try (TestBroker broker = TestBroker.create()
                .authenticator((clientId, user, password) -> "alice".equals(user)
                        && password != null
                        && new String(password, StandardCharsets.UTF_8).equals("größer:@"))
                .start()) {
            String address = "mqtt://alice@127.0.0.1:" + broker.address().getPort();
            String[] arguments = {"import", "-", "--to", address, "--to-password-file", file.toString()};
            Result imported = tool.runWith("{\"topic\":\"t\",\"payload\":\"eA==\"}\n", arguments);
            assertThat(imported.out()).as(imported.err()).contains("published 1");

            Result read =
                    tool.run("import-broker", address, "--password-file", file.toString(), "--quiet-time", "100ms");
            assertThat(read.out()).as(read.err()).contains("imported 1");

            Files.writeString(file, "\n");
            Result empty = tool.runWith("", arguments);
            assertThat(empty.code()).isEqualTo(ExitCode.NOT_DONE);
            assertThat(empty.err()).contains("write the password there");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup", "export"})
    void noFileIsEverOverwritten(String command) throws IOException {
        tool.runWith(A, "import", "-");
        Path file = Files.writeString(folder.resolve("precious"), "precious");

        Result refused = tool.run(command, "--to", file.toString());

        assertThat(refused.code()).isEqualTo(ExitCode.NOT_DONE);
        assertThat(refused.err()).contains("already exists and was not changed");
        assertThat(file).hasContent("precious");
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup", "export"})
    void whereThereIsNoDatabaseNoneIsMadeAndNoFileIsLeft(String command) throws IOException {
        Result refused = tool.run(command, "--to", folder.resolve("file").toString());

        assertThat(refused.code()).isEqualTo(ExitCode.NOT_DONE);
        assertThat(refused.err()).contains("there is no database", "holdfast.sqlite.mounted-file-path");
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void damagedDatabaseMakesNoBackup() throws IOException {
        tool.runWith((A + B).replace("YQ==", "YWFh".repeat(20_000)), "import", "-");
        byte[] content = Files.readAllBytes(tool.database());
        for (int i = 4_096; i < content.length; i++) {
            content[i] ^= 0x55;
        }
        Files.write(tool.database(), content);

        Result refused = tool.run("backup", "--to", folder.resolve("copy.db").toString());

        assertThat(refused.code()).isEqualTo(ExitCode.NOT_DONE);
        assertThat(refused.err()).contains("failed to copy").contains("malformed");
        assertThat(folder.resolve("copy.db")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "'exprot',                                    'Did you mean'",
        "'import',                                    'Missing required parameter'",
        "'import x --on-error maybe',                 'expected one of'",
        "'export --form x',                           'Unknown option'"
    })
    void wrongOptionsAreExplained(String line, String explanation) {
        Result refused = tool.run(line.split(" ", -1));

        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains(explanation);
    }

    @ParameterizedTest
    @CsvSource({
        "'import nowhere.jsonl',                      'there is no file nowhere.jsonl'",
        "'import-nanomq nowhere.db',                  'there is no file nowhere.db'",
        "'import-broker http://x',                    'the address of a broker must have the form mqtt[s]://'",
        "'import-broker mqtt://x --version 4',        '--version must be 3.1.1 or 5'",
        "'import-broker mqtt://x --quiet-time 5',     '--quiet-time must be a number with ms or s'",
        "'import - --to mqtt://x --existing keep',    'does not read the database'",
        "'import - --to mqtt://u@x --to-password-file nowhere', 'there is no file nowhere'",
        "'import - --to mqtt://x --to-password-file y', 'an address with a user and without a password'",
        "'import - --to-password-file y',             'which is missing'",
        "'import-broker mqtt://u:p@x --password-file y', 'an address with a user and without a password'"
    })
    void whatCannotBeDoneIsExplained(String line, String explanation) {
        Result refused = tool.run(line.split(" ", -1));

        assertThat(refused.code()).isEqualTo(ExitCode.NOT_DONE);
        assertThat(refused.err()).contains(explanation);
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup", "export", "import", "import-nanomq", "import-broker"})
    void eachSubCommandHasHelp(String command) {
        Result help = tool.run(command, "--help");

        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("Usage: java -jar holdfast.jar " + command);
    }
}
