package org.holdfast.adapter.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerConfigTest {
    @ParameterizedTest
    @CsvSource({
        "mqtt://host,        mqtt://host:1883",
        "mqtt://host:1884,   mqtt://host:1884",
        "tcp://host,         mqtt://host:1883",
        "mqtts://host,       mqtts://host:8883",
        "ssl://host:8884,    mqtts://host:8884",
        "MQTT://127.0.0.1,   mqtt://127.0.0.1:1883"
    })
    void aUriHasASchemeAHostAndAPort(String text, String display) {
        assertThat(ServerConfig.of(text, "5", null, null).display()).isEqualTo(display);
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "http://host", "mqtt://", "mqtt://ho st", "mqtt:host"})
    void anythingElseIsRefusedByName(String text) {
        assertThatThrownBy(() -> ServerConfig.of(text, "5", null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("serverUri must be mqtt://host:port or mqtts://host:port, not ");
    }

    @Test
    void withoutAUriItIsTheBrokerOnThisServer() {
        assertThat(ServerConfig.of(null, null, null, null).isLocal()).isTrue();
        assertThat(ServerConfig.of(" ", "3.1.1", "", " ")).isEqualTo(new ServerConfig(null, false, null, null));
        assertThat(ServerConfig.of("", "5.0", "me", "secret").toString()).doesNotContain("secret");
    }

    @Test
    void thereAreTwoVersions() {
        assertThatThrownBy(() -> ServerConfig.of(null, "4", null, null))
                .hasMessage("mqttVersion must be 5 or 3.1.1, not 4");
    }

    @Test
    void pausesDoubleUpToALimit() {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));

        assertThat(backoff.after(1)).hasMillis(100);
        assertThat(backoff.after(2)).hasMillis(200);
        assertThat(backoff.after(4)).hasMillis(800);
        assertThat(backoff.after(5)).hasMillis(1_000);
        assertThat(backoff.after(1_000)).hasMillis(1_000);
    }

    @Test
    void reasonCodesAreSaidInWords() {
        assertThat(ReasonCodes.describe(0x87, "")).isEqualTo("0x87, not authorized");
        assertThat(ReasonCodes.describe(0x97, "at most 3 messages")).isEqualTo("0x97, at most 3 messages");
        assertThat(ReasonCodes.describe(0xA0, "")).isEqualTo("0xA0");
        assertThat(ReasonCodes.describe(0, "gone")).isEqualTo("gone");
    }
}
