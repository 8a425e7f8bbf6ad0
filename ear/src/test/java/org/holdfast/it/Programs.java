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

/** Programs of this machine that the tests need: found, or installed where there is apt. */
final class Programs {
    private static final int MINUTES = 10;
    /** Where servers are, which is in nobody's PATH but root's. */
    private static final String SYSTEM = ":/usr/sbin:/usr/local/sbin";

    private Programs() {}

    /** The first of these programs that there is; else what this package of Debian brings. */
    static Path get(String debianPackage, List<String> names) {
        return find(names).orElseGet(() -> {
            install(debianPackage);
            return find(names)
                    .orElseThrow(() -> new AssertionError(
                            "apt-get has installed " + debianPackage + ", but none of " + names + " is in the PATH"));
        });
    }

    private static Optional<Path> find(List<String> names) {
        return names.stream()
                .flatMap(name ->
                        Stream.of((System.getenv("PATH") + SYSTEM).split(":")).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Installs a package of Debian, or says that somebody has to. */
    static void install(String debianPackage) {
        if (find(List.of("apt-get")).isEmpty()) {
            throw new AssertionError("the tests need " + debianPackage
                    + ", and there is no apt-get to install it: install it so that it is found in the PATH");
        }
        apt(debianPackage, "update");
        apt(debianPackage, "install", "-y", "--no-install-recommends", debianPackage);
    }

    /** As root, or as somebody who may become root without a password. */
    private static void apt(String debianPackage, String... arguments) {
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
                throw new AssertionError("the tests need " + debianPackage + ", and " + String.join(" ", command)
                        + " has failed: install it yourself\n" + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
