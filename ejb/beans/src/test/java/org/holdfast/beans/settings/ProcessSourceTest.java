package org.holdfast.beans.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings without MicroProfile Config, which is what the sub-commands of holdfast.jar have. */
class ProcessSourceTest {
    @Test
    void aSystemPropertyComesBeforeTheEnvironment() {
        Settings settings = SettingsReader.read(new ProcessSource(
                Map.of("holdfast.mqtt.port", "1884", "java.version", "17"),
                Map.of("HOLDFAST_MQTT_PORT", "1885", "HOLDFAST_MQTT_MAX_CONNECTIONS", "3", "PATH", "/bin")));

        assertThat(settings.broker().listener().port()).isEqualTo(1884);
        assertThat(settings.broker().listener().maximumConnections()).isEqualTo(3);
    }

    @Test
    void theEnvironmentMayHaveTheNameItself() {
        Settings settings = SettingsReader.read(
                new ProcessSource(Map.of(), Map.of("holdfast.mqtt.port", "1884", "HOLDFAST_MQTT_PORT", "1885")));

        assertThat(settings.broker().listener().port()).isEqualTo(1884);
    }

    @Test
    void aNameThatIsNoSettingIsReportedWhereverItIs() {
        assertThatThrownBy(() -> SettingsReader.read(
                        new ProcessSource(Map.of("holdfast.mqtt.prot", "1884"), Map.of("HOLDFAST_SQLITE_FILE", "x"))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("holdfast.mqtt.prot")
                .hasMessageContaining("HOLDFAST_SQLITE_FILE");
    }
}
