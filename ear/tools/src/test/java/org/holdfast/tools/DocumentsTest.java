package org.holdfast.tools;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manual quotes what the program says, and its links lead somewhere. */
class DocumentsTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Path DOCUMENTS = ROOT.resolve("docs");
    private static final Pattern QUOTED = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final String LEFT_OUT = "…";
    private static final String PROGRAM = program();

    /** The texts in the program's sources, those that are cut into several put together. */
    private static String program() {
        return files(ROOT, ".java")
                .filter(file -> file.toString().contains("src/main"))
                .map(DocumentsTest::read)
                .map(source -> source.replaceAll("\"\\s*\\+\\s*\"", ""))
                .collect(Collectors.joining("\n"));
    }

    private static Stream<Path> files(Path folder, String suffix) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(suffix))
                    .filter(not(DocumentsTest::isBuilt))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isBuilt(Path file) {
        return file.toString().matches(".*/(target|node_modules)/.*");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> quotedMessages() {
        return QUOTED.matcher(read(DOCUMENTS.resolve("troubleshooting.md")))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("quotedMessages")
    void aQuotedMessageIsOneOfTheProgram(String message) {
        assertThat(Arrays.stream(message.split(LEFT_OUT)).filter(not(String::isBlank)))
                .isNotEmpty()
                .allSatisfy(part -> assertThat(PROGRAM).contains(part.strip()));
    }

    static Stream<Path> documents() {
        return Stream.concat(
                Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md").map(ROOT::resolve), files(DOCUMENTS, ".md"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void aLinkLeadsSomewhere(Path document) {
        assertThat(LINK.matcher(read(document))
                        .results()
                        .map(found -> found.group(1))
                        .filter(not(DocumentsTest::isOutside)))
                .allSatisfy(link -> assertLeadsSomewhere(document, link));
    }

    private static boolean isOutside(String link) {
        return link.matches("https?:.*");
    }

    private static void assertLeadsSomewhere(Path from, String link) {
        String[] parts = link.split("#", 2);
        Path to = parts[0].isEmpty() ? from : from.resolveSibling(parts[0]);
        assertThat(to).exists();
        if (parts.length == 2) {
            assertThat(anchors(to)).contains(parts[1]);
        }
    }

    private static List<String> anchors(Path document) {
        return Pattern.compile("^#+ (.+)$", Pattern.MULTILINE)
                .matcher(read(document))
                .results()
                .map(DocumentsTest::anchor)
                .toList();
    }

    private static String anchor(MatchResult heading) {
        return heading.group(1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
