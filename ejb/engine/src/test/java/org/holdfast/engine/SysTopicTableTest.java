package org.holdfast.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/operations.md shows the $SYS topics as they are in the code. */
class SysTopicTableTest {
    private static final Path OPERATIONS = Path.of("../../docs/operations.md");

    @Test
    void tableOfTheManualIsTheTableOfTheCode() throws IOException {
        List<String> manual = Files.readAllLines(OPERATIONS).stream()
                .filter(line -> line.startsWith("| `$SYS/"))
                .toList();
        assertThat(manual)
                .containsExactlyElementsOf(Arrays.stream(SysTopic.values())
                        .map(SysTopicTableTest::row)
                        .toList());
    }

    private static String row(SysTopic sysTopic) {
        return "| `%s` | %s |".formatted(sysTopic.topic(), sysTopic.meaning());
    }
}
