package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.it.misconfigured.BadFilterBean;
import org.holdfast.it.misconfigured.BadQosBean;
import org.holdfast.it.misconfigured.FirstClientBean;
import org.holdfast.it.misconfigured.SecondClientBean;
import org.holdfast.it.misconfigured.UnknownPropertyBean;
import org.holdfast.it.misconfigured.UnreachableBean;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a bean is said in one line that names the bean and the property, and the broker starts all the same. */
class AdapterConfigurationIT {
    private static final List<Class<?>> BEANS = List.of(
            BadFilterBean.class,
            BadQosBean.class,
            UnknownPropertyBean.class,
            UnreachableBean.class,
            FirstClientBean.class,
            SecondClientBean.class);

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void eachMistakeIsSaidWithBeanAndProperty() throws Exception {
        List<String> options = new ArrayList<>(List.of("--port", Integer.toString(Ports.free())));
        for (Class<?> bean : BEANS) {
            options.addAll(List.of("--deploy", application(bean).toString()));
        }
        options.addAll(List.of("--deploy", secondAdapter().toString()));
        try (BrokerProcess broker = BrokerProcess.launchJar(BrokerProcess.JAR, folder, options)) {
            broker.awaitBanner();

            assertSays(
                    broker,
                    "BadFilterBean: topicFilter: # stands alone in the last level of a Topic Filter, unlike in"
                            + " a/#/b");
            assertSays(broker, "BadQosBean: qos is a number from 0 to 2, and not 7");
            assertSays(
                    broker,
                    "UnknownPropertyBean: there is no activation property redeliverLimit, did you mean"
                            + " redeliveryLimit?");
            assertSays(
                    broker,
                    "UnreachableBean is not connected with the serverUri mqtt://127.0.0.1:1: Connection refused");
            assertSays(
                    broker, "SecondClientBean: the clientId same is that of FirstClientBean/FirstClientBean already.");
            assertSays(broker, "Another Holdfast adapter is deployed on this server");
            assertSays(broker, "FirstClientBean receives [a] from the broker on this server");
        }
    }

    private static void assertSays(BrokerProcess broker, String line) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!broker.output().contains(line) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(broker.outputLines()).anyMatch(said -> said.contains(line));
    }

    private Path application(Class<?> bean) {
        Path archive = folder.resolve(bean.getSimpleName() + ".war");
        ShrinkWrap.create(WebArchive.class, archive.getFileName().toString())
                .addClass(bean)
                .as(ZipExporter.class)
                .exportTo(archive.toFile());
        return archive;
    }

    /** The same adapter by another name. */
    private Path secondAdapter() throws Exception {
        return Files.copy(
                Path.of(System.getProperty("holdfast.rar", "../resources/adapter/target/holdfast-mqtt.rar")),
                folder.resolve("another.rar"));
    }
}
