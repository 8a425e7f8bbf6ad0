package org.holdfast.engine;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOutboundInvoker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.holdfast.engine.conformance.Normative;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The law of imports, freedom from cycles, and the names that say nothing. */
class ArchitectureTest {
    private static final String ROOT = "org.holdfast.engine";
    private static final int MOST_CLASSES = 20;
    private static final Path SOURCES = Path.of("src/main/java", ROOT.split("\\."));
    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** A row of the law: a package, and which of the others it may import. */
    @ParameterizedTest
    @CsvSource({
        "topic,          ''",
        "message,        topic",
        "packet,         topic message",
        "memory,         message",
        "loop,           ''",
        "log,            ''",
        "commit,         ''",
        "access,         topic message",
        "routing,        topic message",
        "retained.tree,  topic message loop",
        "retained,       topic message commit retained.tree",
        "session.store,  topic message packet loop commit routing",
        "session.sending, topic message packet memory loop commit routing session.store",
        "session,        topic message packet memory loop log commit routing session.store session.sending",
        "publishing,     topic message packet log commit routing access retained session session.store",
        "handler,        topic message packet loop commit routing access retained retained.tree session session.store session.sending publishing",
        "wire.websocket, ''",
        "wire.codec,     topic message packet routing", // for Delivery; see docs/decisions.md
        "wire,           topic message packet loop log routing session session.sending handler wire.codec wire.websocket",
        "local,          topic message packet loop commit routing access retained session session.sending handler publishing",
        "management,     topic message commit routing retained retained.tree session publishing"
    })
    void aPackageImportsWhatStandsBesideItOnly(String importing, String imported) {
        String[] permitted = Stream.concat(Stream.of(importing), Arrays.stream(imported.split(" ")))
                .filter(name -> !name.isEmpty())
                .map(name -> ROOT + "." + name)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + importing)
                .should()
                .dependOnClassesThat(resideInAnyPackage(ROOT, ROOT + "..").and(resideOutsideOfPackages(permitted)))
                .check(ENGINE);
    }

    @Test
    void eachPackageHasARowInTheLaw() {
        assertThat(packages())
                .extracting(each -> each.getName().substring(ROOT.length()))
                .containsExactlyInAnyOrder(
                        "",
                        ".topic",
                        ".message",
                        ".memory",
                        ".packet",
                        ".routing",
                        ".commit",
                        ".retained",
                        ".retained.tree",
                        ".access",
                        ".loop",
                        ".log",
                        ".session",
                        ".session.store",
                        ".session.sending",
                        ".publishing",
                        ".handler",
                        ".wire",
                        ".wire.codec",
                        ".wire.websocket",
                        ".local",
                        ".management");
    }

    @Test
    void nettyStaysBehindTheWall() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".wire..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(ENGINE);
    }

    @Test
    @Normative(mqtt3 = "MQTT-7.0.0-1")
    void theEngineListensAndNeverDialsOut() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.net.http..", "io.netty.resolver..")
                        .or(belongToAnyOf(Bootstrap.class, Socket.class, URL.class, URLConnection.class))
                        .or(assignableTo(SocketChannel.class))
                        .or(assignableTo(AsynchronousSocketChannel.class)))
                .orShould()
                .callMethodWhere(describe(
                        "connect a channel",
                        call -> call.getTarget().getName().equals("connect")
                                && call.getTargetOwner().isAssignableTo(ChannelOutboundInvoker.class)))
                .check(ENGINE);
    }

    @Test
    void onlyTheJdkNettySlf4jAndJspecifyAreUsed() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "javax.crypto..", "io.netty..", "org.slf4j..", "org.jspecify..", ROOT + "..")
                .check(ENGINE);
    }

    @Test
    void thereAreNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(ENGINE);
    }

    /** Separators, wildcards and the names that begin with $ (section 4.7) are the business of one package. */
    @Test
    void onlyTheTopicPackageKnowsTheSyntaxOfTopics() throws IOException {
        Pattern syntax = Pattern.compile("'[/+#$]'|\"[/+#]\"|\"\\$(SYS|share)");
        try (Stream<Path> files = Files.walk(SOURCES)) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> !file.startsWith(SOURCES.resolve("topic")))
                            .filter(file -> syntax.matcher(code(file)).find()))
                    .isEmpty();
        }
    }

    private static String code(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aPackageFitsInAHead() {
        assertThat(packages()).allSatisfy(each -> assertThat(each.getClasses().stream()
                        .filter(type -> !type.getName().contains("$")))
                .as("the files of %s", each.getName())
                .hasSizeLessThanOrEqualTo(MOST_CLASSES + 1));
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Utils?|Helper|Manager)(\\$.*)?")
                .check(ENGINE);
    }

    @Test
    void interfacesHaveNoPrefix() {
        DescribedPredicate<JavaClass> prefixed = describe(
                "begin with I and a capital letter",
                each -> each.isInterface() && each.getSimpleName().matches("I[A-Z].*"));
        noClasses()
                .that(prefixed)
                .should()
                .haveNameMatching(".*")
                .allowEmptyShould(true)
                .check(ENGINE);
    }

    @Test
    void eachPackageIsNullMarked() {
        assertThat(packages()).allSatisfy(each -> assertThat(each.isAnnotatedWith(NullMarked.class))
                .as("%s has a package-info with @NullMarked", each.getName())
                .isTrue());
    }

    private static List<JavaPackage> packages() {
        JavaPackage root = ENGINE.getPackage(ROOT);
        return Stream.concat(Stream.of(root), root.getSubpackagesInTree().stream())
                .filter(each -> !each.getClasses().isEmpty())
                .toList();
    }
}
