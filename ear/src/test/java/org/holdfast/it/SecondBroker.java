package org.holdfast.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A broker in a process of its own that lives as long as the tests: Mosquitto where there is one, else ours. */
final class SecondBroker {
    private SecondBroker() {}

    /** Starts it; returns its port. */
    static int start() throws Exception {
        Path folder = Files.createTempDirectory("second-broker");
        int port = Ports.free();
        if (isMosquittoThere()) {
            Path configuration = folder.resolve("mosquitto.conf");
            Files.writeString(configuration, "listener " + port + " 127.0.0.1\nallow_anonymous true\n");
            Process mosquitto = new ProcessBuilder(mosquitto().toString(), "-c", configuration.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("mosquitto.log").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(mosquitto::destroy));
        } else {
            BrokerProcess ours = BrokerProcess.launch(folder, "holdfast.mqtt.port=" + port);
            Runtime.getRuntime().addShutdownHook(new Thread(ours::close));
        }
        Await.until(() -> Ports.isOpen(port));
        return port;
    }

    private static boolean isMosquittoThere() {
        return Files.isExecutable(mosquitto());
    }

    private static Path mosquitto() {
        return Stream.of("/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/usr/bin/mosquitto")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(Path.of("/no/mosquitto"));
    }
}
