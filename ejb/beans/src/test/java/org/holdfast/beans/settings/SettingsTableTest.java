package org.holdfast.beans.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/operations.md shows the settings as they are in the code. */
class SettingsTableTest {
    private static final Path OPERATIONS = Path.of("../../docs/operations.md");

    @Test
    void tableOfTheManualIsTheTableOfTheCode() throws IOException {
        List<String> manual = Files.readAllLines(OPERATIONS).stream()
                .filter(line -> line.startsWith("| `holdfast."))
                .toList();

        assertThat(manual)
                .containsExactlyElementsOf(
                        Arrays.stream(Key.values()).map(SettingsTableTest::row).toList());
    }

    @Test
    void eachSettingIsDescribedAndNothingElse() {
        assertThat(Descriptions.names())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Key.values()).map(Key::keyName).toList());
    }

    private static String row(Key key) {
        return "| `%s` | %s | %s | %s |"
                .formatted(key.keyName(), key.allowed().inWords(), key.defaultValue(), key.description());
    }
}
