package org.holdfast.beans;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The version of Holdfast, which the build writes beside this class. */
public final class ProductVersion {
    private static final String VERSION = read();

    private ProductVersion() {}

    /** Returns the version, such as {@code 1.2.3}. */
    public static String current() {
        return VERSION;
    }

    private static String read() {
        try (InputStream in = ProductVersion.class.getResourceAsStream("version.txt")) {
            if (in == null) {
                throw new IllegalStateException("the module has no version.txt, because it was not built by Maven");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
