package org.holdfast.beans.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/operations.md and the dashboard show the metrics as they are in the code. */
class MetricsTableTest {
    private static final Path OPERATIONS = Path.of("../../docs/operations.md");
    private static final Path DASHBOARD = Path.of("../../resources/payara/grafana-dashboard.json");

    @Test
    void tableOfTheManualIsTheTableOfTheCode() throws IOException {
        List<String> manual = Files.readAllLines(OPERATIONS).stream()
                .filter(line -> line.startsWith("| `holdfast_"))
                .toList();

        assertThat(manual)
                .containsExactlyElementsOf(measures().map(MetricsTableTest::row).toList());
    }

    @Test
    void theDashboardAsksForMetricsThatThereAre() throws IOException {
        Set<String> shown = Pattern.compile("holdfast_\\w+")
                .matcher(Files.readString(DASHBOARD))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());

        assertThat(shown)
                .isNotEmpty()
                .isSubsetOf(measures().map(Measure::scrapedName).toList());
    }

    private static Stream<Measure> measures() {
        return Stream.concat(Stream.of(Metric.values()), Stream.of(EndpointMetric.values()));
    }

    private static String row(Measure measure) {
        return "| `%s` | %s | %s |"
                .formatted(
                        measure.scrapedName(), measure.kind().name().toLowerCase(Locale.ROOT), measure.description());
    }
}
