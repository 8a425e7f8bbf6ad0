package org.holdfast.beans.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/** What each setting means: the texts of descriptions.properties. */
final class Descriptions {
    private static final Properties TEXTS = read();

    private Descriptions() {}

    /** Returns the description of a setting, which a test has found there. */
    static String of(Key key) {
        return Objects.requireNonNull(TEXTS.getProperty(key.keyName()), key.keyName());
    }

    /** The names of the settings that are described. */
    static Set<String> names() {
        return TEXTS.stringPropertyNames();
    }

    private static Properties read() {
        try (InputStream in = Descriptions.class.getResourceAsStream("descriptions.properties")) {
            Properties texts = new Properties();
            texts.load(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8));
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
