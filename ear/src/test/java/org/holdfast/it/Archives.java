package org.holdfast.it;

import java.io.File;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Applications that are deployed beside the broker. */
final class Archives {
    private Archives() {}

    /**
     * One for tests that run inside it, with a client and assertions. Waits for the end of the server of the tests before, which has
     * the ports and the data folder of the next one until then; its HTTP port is closed last.
     */
    static WebArchive ofTests(String name) throws Exception {
        int port = Integer.getInteger("arquillian.http.port", 0);
        Await.until(() -> !Ports.isOpen(port));
        return ShrinkWrap.create(WebArchive.class, name)
                .addClass(Await.class)
                .addClass(Await.Condition.class)
                .addAsLibrary(jarOf(MqttClient.class))
                .addAsLibrary(jarOf(Assertions.class));
    }

    /** One with the package of this class. */
    static WebArchive of(Class<?> bean) {
        return ShrinkWrap.create(WebArchive.class, bean.getSimpleName() + ".war")
                .addPackage(bean.getPackage());
    }

    /** The JAR that this class is in. */
    static File jarOf(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toFile();
    }

    /** Writes it into a folder. */
    static Path export(WebArchive archive, Path folder, String name) {
        Path file = folder.resolve(name);
        archive.as(ZipExporter.class).exportTo(file.toFile());
        return file;
    }
}
