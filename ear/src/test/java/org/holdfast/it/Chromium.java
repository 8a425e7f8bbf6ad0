package org.holdfast.it;

import java.nio.file.Path;
import java.util.List;

/** The browser of this machine. */
final class Chromium {
    private Chromium() {}

    /** Its program. */
    static Path program() {
        return Programs.get(
                "chromium", List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome"));
    }
}
