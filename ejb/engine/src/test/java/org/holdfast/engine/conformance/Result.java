package org.holdfast.engine.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * What a test has found about a statement.
 *
 * @param test class and method
 * @param outcome the worst of its runs
 */
record Result(Standard standard, String id, String test, Outcome outcome) {
    /** Better ones first. */
    enum Outcome {
        PASSED,
        SKIPPED,
        FAILED
    }

    static void write(Path file, Collection<Result> results) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(
                    file,
                    results.stream()
                            .map(r -> String.join("\t", r.standard.name(), r.id, r.test, r.outcome.name()))
                            .sorted()
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Result> read(Path file) {
        try {
            return Files.readAllLines(file).stream().map(Result::parse).toList();
        } catch (NoSuchFileException e) {
            throw new IllegalStateException(file + " is made by the tests: run `mvn verify`", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Result parse(String line) {
        String[] columns = line.split("\t", -1);
        return new Result(Standard.valueOf(columns[0]), columns[1], columns[2], Outcome.valueOf(columns[3]));
    }
}
