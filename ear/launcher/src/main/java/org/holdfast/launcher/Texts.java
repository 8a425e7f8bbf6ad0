package org.holdfast.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The texts of this jar. */
final class Texts {
    private Texts() {}

    /** Returns the text of {@code --help}. */
    static String help() {
        return read("help.txt");
    }

    /** Returns the version of Holdfast. */
    static String version() {
        return read("version.txt").strip();
    }

    private static String read(String name) {
        try (InputStream in = Texts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("this JAR has no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
