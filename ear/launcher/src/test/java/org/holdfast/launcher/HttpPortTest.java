package org.holdfast.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpPortTest {
    @Test
    void isTheOneOfTheOptionOrElse8080() throws StartException {
        assertThat(HttpPort.of(CommandLine.parse()).number()).isEqualTo(8080);
        assertThat(HttpPort.of(CommandLine.parse("--port", "9090")).number()).isEqualTo(9090);
    }

    @Test
    void portInUseIsNamed() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> new HttpPort(other.getLocalPort()).requireFree())
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("port " + other.getLocalPort())
                    .hasMessageContaining("--port");
        }
    }

    @Test
    void portInUseIsNoneOfOurBusinessWhenPayaraLooksForAFreeOne() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(other.getLocalPort());
            assertThatCode(() -> HttpPort.of(CommandLine.parse("--port", port, "--autobindhttp"))
                            .requireFree())
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "-1", "65536", ""})
    void whatIsNoPortIsRefused(String port) {
        assertThatThrownBy(() -> HttpPort.of(CommandLine.parse("--port", port)).requireFree())
                .isInstanceOf(StartException.class);
    }
}
