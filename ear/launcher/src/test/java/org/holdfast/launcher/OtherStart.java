package org.holdfast.launcher;

import java.io.IOException;

/** The main class of another process that makes a work folder. */
final class OtherStart {
    private OtherStart() {}

    public static void main(String... arguments) throws IOException {
        WorkFolder.create();
    }
}
