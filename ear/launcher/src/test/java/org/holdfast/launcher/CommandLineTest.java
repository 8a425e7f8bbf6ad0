package org.holdfast.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.holdfast.launcher.CommandLine.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    private static final EmbeddedFiles FILES = new EmbeddedFiles(Path.of("/work"));

    @Test
    void withoutOptionsAQuietServerStarts() throws StartException {
        CommandLine commandLine = CommandLine.parse();

        assertThat(commandLine.request()).isEqualTo(Request.START);
        assertThat(commandLine.payaraArguments(FILES))
                .containsExactly(
                        "--disablephonehome",
                        "--unpackdir",
                        "/work/server",
                        "--logproperties",
                        "/work/logging.properties",
                        "--deploy",
                        "/work/holdfast-mqtt.rar",
                        "--deploy",
                        "/work/holdfast-factory.jar");
    }

    @ParameterizedTest
    @CsvSource({"--help, HELP", "-h, HELP", "--version, VERSION"})
    void someOptionsOnlyPrint(String option, Request request) throws StartException {
        assertThat(CommandLine.parse("--port", "1", option).request()).isEqualTo(request);
    }

    @Test
    void subCommandKeepsItsOptionsToItself() throws StartException {
        CommandLine commandLine = CommandLine.parse("import", "--help", "--verbose");

        assertThat(commandLine.request()).isEqualTo(Request.SUB_COMMAND);
        assertThat(commandLine.passedThrough()).containsExactly("import", "--help", "--verbose");
    }

    @Test
    void optionBeforeASubCommandIsOneOfTheBrokers() throws StartException {
        assertThat(CommandLine.parse("--port", "backup").request()).isEqualTo(Request.START);
    }

    @Test
    void optionsOfPayaraPassThroughInTheirOrderAndAfterOurs() throws StartException {
        assertThat(CommandLine.parse("--port", "9090", "--deploy", "a.war", "--deploy", "b.war")
                        .payaraArguments(FILES))
                .endsWith(
                        "--deploy",
                        "/work/holdfast-factory.jar",
                        "--port",
                        "9090",
                        "--deploy",
                        "a.war",
                        "--deploy",
                        "b.war");
    }

    @Test
    void verboseServerLogsAsPayaraDoes() throws StartException {
        assertThat(CommandLine.parse("--verbose").payaraArguments(FILES))
                .startsWith("--disablephonehome")
                .doesNotContain("--logproperties");
    }

    @Test
    void loggingOfTheUserReplacesOurs() throws StartException {
        assertThat(CommandLine.parse("--logProperties", "mine").payaraArguments(FILES))
                .endsWith("--logProperties", "mine")
                .doesNotContain("--logproperties");
    }

    @ParameterizedTest
    @CsvSource({
        "--clustername x,             true",
        "--CLUSTERMODE tcpip:a,       true",
        "--lite,                      true",
        "--port 8080,                 false",
        "--name x,                    false",
        "--clustername x --nocluster, false",
        "--mcport 1 --nohazelcast,    false"
    })
    void dataGridIsOnWhenOneOfItsOptionsAsksForIt(String options, boolean isOn) throws StartException {
        CommandLine commandLine = CommandLine.parse(options.split(" ", -1));

        assertThat(commandLine.wantsCluster()).isEqualTo(isOn);
        assertThat(String.join(" ", commandLine.payaraArguments(FILES))
                        .contains("--prebootcommandfile /work/cluster-commands.txt"))
                .isEqualTo(isOn);
    }

    @Test
    void ofAnOptionGivenTwiceTheLastCounts() throws StartException {
        assertThat(CommandLine.parse("--port", "1", "--PORT", "2").valueOf("--port"))
                .isEqualTo("2");
        assertThat(CommandLine.parse("--port").valueOf("--port")).isNull();
    }

    @Test
    void aStopHasNineSecondsUnlessAnotherLimitIsGiven() throws StartException {
        assertThat(CommandLine.parse().stopLimit()).isEqualTo(Duration.ofSeconds(9));
        CommandLine patient = CommandLine.parse("--stop-limit", "60", "--port", "1");
        assertThat(patient.stopLimit()).isEqualTo(Duration.ofSeconds(60));
        assertThat(patient.passedThrough()).containsExactly("--port", "1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "ten", "10s", "100000"})
    void aStopLimitThatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> CommandLine.parse("--stop-limit", text))
                .isInstanceOf(StartException.class)
                .hasMessage("--stop-limit must be a number of seconds from 1 to 9999, not '" + text + "'.");
    }
}
