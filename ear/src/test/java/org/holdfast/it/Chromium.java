package org.holdfast.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The browser of this machine: found, or installed where there is apt. */
final class Chromium {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");
    private static final int MINUTES = 10;

    private Chromium() {}

    /** Its program. */
    static Path program() {
        return find(NAMES).orElseGet(Chromium::install);
    }

    private static Optional<Path> find(List<String> names) {
        return names.stream()
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Path install() {
        if (find(List.of("apt-get")).isEmpty()) {
            throw new AssertionError(
                    "the tests of the pages want a browser: install Chromium or Chrome, so that one of " + NAMES
                            + " is in the PATH");
        }
        apt("update");
        apt("install", "-y", "--no-install-recommends", "chromium");
        return find(NAMES).orElseThrow(() -> new AssertionError("apt-get has installed no chromium"));
    }

    /** As root, or as somebody who may become root without a password. */
    private static void apt(String... arguments) {
        boolean isRoot = System.getProperty("user.name").equals("root");
        List<String> command = Stream.concat(
                        isRoot ? Stream.of("apt-get") : Stream.of("sudo", "-n", "apt-get"), Stream.of(arguments))
                .toList();
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
            Process apt = builder.start();
            apt.getOutputStream().close();
            String output = new String(apt.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!apt.waitFor(MINUTES, TimeUnit.MINUTES) || apt.exitValue() != 0) {
                throw new AssertionError("the tests of the pages want a browser, and " + String.join(" ", command)
                        + " has failed: install chromium yourself\n" + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
