package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The archive that people download, unpacked.
 *
 * @param folder what is in it
 */
record Archive(Path folder) {
    private static final Path FILE =
            Path.of(System.getProperty("holdfast.archive", "target/holdfast-0.1.0-SNAPSHOT.tar.gz"));

    static Archive unpackInto(Path folder) throws IOException, InterruptedException {
        Process tar = new ProcessBuilder("tar", "-xzf", FILE.toAbsolutePath().toString(), "-C", folder.toString())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        try (Stream<Path> tops = Files.list(folder)) {
            return new Archive(tops.filter(top -> top.getFileName().toString().startsWith("holdfast-"))
                    .findFirst()
                    .orElseThrow());
        }
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    String text(String name) {
        try {
            return Files.readString(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
