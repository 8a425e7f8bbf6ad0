package org.holdfast.adapter.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/applications.md shows the activation properties that there are. */
class PropertiesTableTest {
    private static final Path MANUAL = Path.of("../../docs/applications.md");
    private static final Pattern NAME = Pattern.compile("`([a-z][A-Za-z]+)`");

    @Test
    void tableOfTheManualHasAllNamesAndNoOthers() throws IOException {
        List<String> names = Files.readAllLines(MANUAL).stream()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line ->
                        NAME.matcher(line.substring(0, line.indexOf(" | "))).results())
                .map((MatchResult match) -> match.group(1))
                .toList();

        assertThat(names).containsExactlyInAnyOrderElementsOf(ActivationProperties.names());
    }
}
