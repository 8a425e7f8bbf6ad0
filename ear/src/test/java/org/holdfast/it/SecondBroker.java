package org.holdfast.it;

import java.nio.file.Files;

/** A Mosquitto that lives as long as the tests. */
final class SecondBroker {
    private SecondBroker() {}

    /** Starts it; returns its port. */
    static int start() throws Exception {
        Mosquitto mosquitto = new Mosquitto(Files.createTempDirectory("second-broker"));
        Runtime.getRuntime().addShutdownHook(new Thread(mosquitto::close));
        return mosquitto.port();
    }
}
