package org.holdfast.engine.conformance;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.holdfast.engine.conformance.Result.Outcome;
import org.holdfast.engine.conformance.Statement.Binds;
import org.holdfast.engine.conformance.Statement.Observable;

/** docs/conformance.md: each statement, the tests that prove it, and how they ended. */
final class ConformanceDocument {
    private final Map<Standard, List<Statement>> statements;
    private final Map<Standard, Map<String, List<Result>>> results;
    private final StringBuilder out = new StringBuilder();

    ConformanceDocument(Map<Standard, List<Statement>> statements, List<Result> results) {
        this.statements = statements;
        this.results =
                results.stream().collect(Collectors.groupingBy(Result::standard, Collectors.groupingBy(Result::id)));
    }

    String text() {
        out.setLength(0);
        out.append("""
                # Conformance

                Every numbered statement of the MQTT standards, and the tests that prove it. Written by `mvn verify` from the
                results of the tests; do not edit. The gist is in our words, the statement itself in the standard. Statements
                that bind clients are tested by the broker's reaction to a client that breaks them, where it can notice.

                | | statements | bind the server | client's duties with a reaction of the server | client's duties nobody sees | proved |
                |---|---|---|---|---|---|
                """);
        statements.forEach(this::total);
        statements.forEach(this::standard);
        return out.toString();
    }

    private void total(Standard standard, List<Statement> all) {
        long unseen = count(all, statement -> statement.observable() == Observable.NONE);
        long reactions =
                count(all, statement -> statement.binds() == Binds.CLIENT && statement.observable() != Observable.NONE);
        long proved = count(all, statement -> result(standard, statement).equals("passed"));
        out.append("| %s | %d | %d | %d | %d | %d of %d |\n"
                .formatted(
                        standard.title(),
                        all.size(),
                        all.size() - unseen - reactions,
                        reactions,
                        unseen,
                        proved,
                        all.size() - unseen));
    }

    private static long count(List<Statement> all, Predicate<Statement> condition) {
        return all.stream().filter(condition).count();
    }

    private void standard(Standard standard, List<Statement> all) {
        out.append("\n## %s\n".formatted(standard.title()));
        all.stream()
                .collect(Collectors.groupingBy(Statement::chapter, TreeMap::new, Collectors.toList()))
                .forEach((chapter, some) -> {
                    out.append("\n### Chapter %d\n\n| id | binds | gist | tests | result |\n|---|---|---|---|---|\n"
                            .formatted(chapter));
                    some.forEach(statement -> row(standard, statement));
                });
    }

    private void row(Standard standard, Statement statement) {
        String tests = resultsOf(standard, statement).stream()
                .map(result -> "`" + result.test() + "`")
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        out.append("| %s | %s | %s | %s | %s |\n"
                .formatted(
                        statement.id(),
                        statement.binds() == Binds.BOTH
                                ? "server, client"
                                : statement.binds().name().toLowerCase(Locale.ROOT),
                        statement.gist().replace("|", "\\|"),
                        tests,
                        result(standard, statement)));
    }

    private String result(Standard standard, Statement statement) {
        List<Result> found = resultsOf(standard, statement);
        if (found.isEmpty()) {
            return statement.observable() == Observable.NONE ? "client's own" : "NOT TESTED";
        }
        return found.stream().allMatch(result -> result.outcome() == Outcome.PASSED) ? "passed" : "FAILED";
    }

    private List<Result> resultsOf(Standard standard, Statement statement) {
        return results.getOrDefault(standard, Map.of()).getOrDefault(statement.id(), List.of());
    }
}
