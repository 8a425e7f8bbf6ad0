package org.holdfast.beans.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/operations.md shows the metrics as they are in the code. */
class MetricsTableTest {
    private static final Path OPERATIONS = Path.of("../../docs/operations.md");

    @Test
    void tableOfTheManualIsTheTableOfTheCode() throws IOException {
        List<String> manual = Files.readAllLines(OPERATIONS).stream()
                .filter(line -> line.startsWith("| `holdfast_"))
                .toList();

        assertThat(manual)
                .containsExactlyElementsOf(Stream.concat(
                                Arrays.stream(Metric.values())
                                        .map(each -> row(each.scrapedName(), each.kind(), each.description())),
                                Arrays.stream(EndpointMetric.values())
                                        .map(each -> row(each.scrapedName(), each.kind(), each.description())))
                        .toList());
    }

    private static String row(String name, Metric.Kind kind, String description) {
        return "| `%s` | %s | %s |".formatted(name, kind.name().toLowerCase(Locale.ROOT), description);
    }
}
