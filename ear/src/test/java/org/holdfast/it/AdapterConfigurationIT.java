package org.holdfast.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.it.misconfigured.BadFilterBean;
import org.holdfast.it.misconfigured.BadQosBean;
import org.holdfast.it.misconfigured.FirstClientBean;
import org.holdfast.it.misconfigured.SecondClientBean;
import org.holdfast.it.misconfigured.UnknownPropertyBean;
import org.holdfast.it.misconfigured.UnreachableBean;
import org.jboss.shrinkwrap.api.ShrinkWrap;
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

            broker.awaitOutput(
                    "BadFilterBean: topicFilter: # must stand alone in the last level of a Topic Filter, unlike in"
                            + " a/#/b");
            broker.awaitOutput("BadQosBean: qos is a number from 0 to 2, and not 7");
            broker.awaitOutput("UnknownPropertyBean: there is no activation property redeliverLimit, did you mean"
                    + " redeliveryLimit?");
            broker.awaitOutput(
                    "UnreachableBean is not connected to the serverUri mqtt://127.0.0.1:1: Connection refused");
            broker.awaitOutput(
                    "SecondClientBean: the clientId same is already used by FirstClientBean/FirstClientBean.");
            broker.awaitOutput("Another Holdfast adapter is already deployed on this server");
            broker.awaitOutput("FirstClientBean receives [a] from the broker on this server");
        }
    }

    private Path application(Class<?> bean) {
        String name = bean.getSimpleName() + ".war";
        return Archives.export(ShrinkWrap.create(WebArchive.class, name).addClass(bean), folder, name);
    }

    /** The same adapter by another name. */
    private Path secondAdapter() throws Exception {
        return Files.copy(
                Path.of(System.getProperty("holdfast.rar", "../resources/adapter/target/holdfast-mqtt.rar")),
                folder.resolve("another.rar"));
    }
}
