package org.holdfast.beans.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
                .containsExactlyElementsOf(measures().map(MetricsTableTest::row).toList());
    }

    private static Stream<Measure> measures() {
        return Stream.<Measure[]>of(Metric.values(), DiskMetric.values(), EndpointMetric.values())
                .flatMap(Stream::of);
    }

    private static String row(Measure measure) {
        return "| `%s` | %s | %s |"
                .formatted(
                        measure.scrapedName(), measure.kind().name().toLowerCase(Locale.ROOT), measure.description());
    }
}
