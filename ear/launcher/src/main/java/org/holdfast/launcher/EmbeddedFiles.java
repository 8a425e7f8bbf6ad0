package org.holdfast.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of this jar that the server can only read from a folder.
 *
 * @param folder the folder of the copies
 */
record EmbeddedFiles(Path folder) {
    private static final String EAR = "holdfast.ear";
    private static final String ADAPTER = "holdfast-mqtt.rar";
    private static final String FACTORY = "holdfast-factory.jar";
    private static final String LOGGING_PROPERTIES = "logging.properties";
    private static final String CLUSTER_COMMANDS = "cluster-commands.txt";
    private static final String SERVER = "server";

    /** Copies the files, and creates the folder of the server. */
    static EmbeddedFiles extractInto(WorkFolder work) throws IOException {
        EmbeddedFiles files = new EmbeddedFiles(work.path());
        files.copy("/HOLDFAST-INF/" + EAR, EAR);
        files.copy("/HOLDFAST-INF/" + ADAPTER, ADAPTER);
        files.copy("/HOLDFAST-INF/" + FACTORY, FACTORY);
        files.copy(LOGGING_PROPERTIES, LOGGING_PROPERTIES);
        files.copy(CLUSTER_COMMANDS, CLUSTER_COMMANDS);
        Files.createDirectory(files.server());
        return files;
    }

    /** Returns the folder for the server to unpack itself: newer JVMs use the {@code java.io.tmpdir} of their start. */
    Path server() {
        return folder.resolve(SERVER);
    }

    Path ear() {
        return folder.resolve(EAR);
    }

    /** Returns the resource adapter, to which applications refer by its file's name. */
    Path adapter() {
        return folder.resolve(ADAPTER);
    }

    /** Returns the connection factory of all applications. */
    Path factory() {
        return folder.resolve(FACTORY);
    }

    Path loggingProperties() {
        return folder.resolve(LOGGING_PROPERTIES);
    }

    Path clusterCommands() {
        return folder.resolve(CLUSTER_COMMANDS);
    }

    private void copy(String resource, String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = EmbeddedFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("this JAR is incomplete: " + resource + " is missing. Build it again");
            }
            Files.copy(in, file);
        }
    }
}
