package org.holdfast.engine.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.holdfast.engine.conformance.Result.Outcome;
import org.junit.jupiter.api.Test;

/**
 * Holds the results of the tests against the statements of the standards. Runs after all other tests, by a name that only
 * its own execution in the POM asks for.
 */
class ConformanceReport {
    private final Path document = Path.of(property("holdfast.conformance.document"));
    private final Map<Standard, List<Statement>> statements = new EnumMap<>(Standard.class);
    private final List<Result> results = Result.read(Path.of(property("holdfast.conformance.results")));

    ConformanceReport() {
        for (Standard standard : Standard.values()) {
            statements.put(standard, Statement.of(standard));
        }
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("the POM sets " + name);
        }
        return value;
    }

    @Test
    void bothStandardsAreComplete() {
        assertThat(statements.get(Standard.MQTT_5_0)).hasSize(251);
        assertThat(statements.get(Standard.MQTT_3_1_1)).hasSize(141);
    }

    @Test
    void everyIdThatATestNamesIsOneOfTheStandards() {
        Set<String> known = new HashSet<>();
        statements.forEach((standard, all) -> all.forEach(statement -> known.add(standard + " " + statement.id())));
        assertThat(results)
                .as("ids that the standard does not have")
                .allMatch(result -> known.contains(result.standard() + " " + result.id()));
    }

    @Test
    void everyStatementThatCanBeObservedHasATest() {
        for (Standard standard : Standard.values()) {
            Set<String> tested = results.stream()
                    .filter(result -> result.standard() == standard)
                    .map(Result::id)
                    .collect(Collectors.toSet());
            List<String> untested = Statement.of(standard).stream()
                    .filter(Statement::needsTest)
                    .map(Statement::id)
                    .filter(id -> !tested.contains(id))
                    .toList();
            assertThat(untested)
                    .as("statements of %s without a test", standard.title())
                    .isEmpty();
        }
    }

    @Test
    void everyTestHasPassed() {
        assertThat(results).allMatch(result -> result.outcome() == Outcome.PASSED);
    }

    @Test
    void theDocumentIsUpToDate() throws IOException {
        String text = new ConformanceDocument(statements, results).text();
        String before = Files.exists(document) ? Files.readString(document) : "";
        if (!before.equals(text)) {
            Files.writeString(document, text);
            fail(document.getFileName() + " was out of date and has been written anew: look at it and commit it");
        }
    }
}
