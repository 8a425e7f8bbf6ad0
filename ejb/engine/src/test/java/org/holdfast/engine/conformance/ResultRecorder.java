package org.holdfast.engine.conformance;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.holdfast.engine.conformance.Result.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes down how the tests that are {@link Normative} have ended, when the system property {@value #FILE} says where to.
 * Made by JUnit.
 */
public final class ResultRecorder implements TestExecutionListener {
    /** Names the file of the results. */
    static final String FILE = "holdfast.conformance.record";

    private final @Nullable String file = System.getProperty(FILE);
    private final Map<Method, Outcome> outcomes = new ConcurrentHashMap<>();

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        record(
                test,
                switch (result.getStatus()) {
                    case SUCCESSFUL -> Outcome.PASSED;
                    case ABORTED -> Outcome.SKIPPED;
                    case FAILED -> Outcome.FAILED;
                });
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        record(test, Outcome.SKIPPED);
    }

    /** A parameterized test ends once for each of its runs and once for all: the worst counts. */
    private void record(TestIdentifier test, Outcome outcome) {
        method(test)
                .filter(method -> method.isAnnotationPresent(Normative.class))
                .ifPresent(method ->
                        outcomes.merge(method, outcome, (before, now) -> before.compareTo(now) >= 0 ? before : now));
    }

    private static Optional<Method> method(TestIdentifier test) {
        return test.getSource().filter(MethodSource.class::isInstance).map(source -> ((MethodSource) source)
                .getJavaMethod());
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (file != null) {
            Result.write(Path.of(file), results());
        }
    }

    private List<Result> results() {
        List<Result> results = new ArrayList<>();
        outcomes.forEach((method, outcome) -> {
            Normative ids = method.getAnnotation(Normative.class);
            String test = method.getDeclaringClass().getSimpleName() + "." + method.getName();
            for (String id : ids.value()) {
                results.add(new Result(Standard.MQTT_5_0, id, test, outcome));
            }
            for (String id : ids.mqtt3()) {
                results.add(new Result(Standard.MQTT_3_1_1, id, test, outcome));
            }
        });
        return results;
    }
}
