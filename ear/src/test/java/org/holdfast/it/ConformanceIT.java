package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.holdfast.engine.testing.ExternalBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The engine's tests of the standard's statements that need nothing but an address, against the real holdfast.jar. */
class ConformanceIT {
    private static final int AT_LEAST = 500;

    @TempDir
    Path folder;

    @Test
    void theServerAnswersAsItsEngineDoes() {
        try (BrokerProcess broker = BrokerProcess.start(folder, "holdfast.mqtt.max-packet-size=16777216")) {
            System.setProperty(ExternalBroker.MQTT, Integer.toString(broker.mqttPort()));
            TestExecutionSummary summary = runAll();
            assertThat(summary.getFailures().stream()
                            .map(failure -> failure.getTestIdentifier().getLegacyReportingName() + ": "
                                    + failure.getException()))
                    .isEmpty();
            assertThat(summary.getTestsSkippedCount()).isZero();
            assertThat(summary.getTestsSucceededCount()).isGreaterThan(AT_LEAST);
        }
    }

    @AfterEach
    void leaveOtherTestsTheirOwnBroker() {
        System.clearProperty(ExternalBroker.MQTT);
    }

    private static TestExecutionSummary runAll() {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherDiscoveryRequestBuilder request =
                LauncherDiscoveryRequestBuilder.request().filters(TagFilter.includeTags(ExternalBroker.TAG));
        Stream.of(1, 2, 3, 4)
                .forEach(chapter -> request.selectors(selectPackage("org.holdfast.engine.chapter" + chapter)));
        LauncherFactory.create().execute(request.build(), listener);
        return listener.getSummary();
    }
}
