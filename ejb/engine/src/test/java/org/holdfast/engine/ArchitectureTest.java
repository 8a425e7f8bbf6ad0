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
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.holdfast.engine.conformance.Normative;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The law of imports, freedom from cycles, and the names that say nothing. */
class ArchitectureTest {
    private static final String ROOT = "org.holdfast.engine";
    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** A row of the law: a package, and which of the others it may import. */
    @ParameterizedTest
    @CsvSource({
        "topic,    ''",
        "packet,   topic",
        "routing,  topic packet",
        "commit,   ''",
        "retained, topic packet commit",
        "access,   topic packet",
        "session,  topic packet routing commit",
        "publishing, topic packet routing commit retained access session",
        "handler,  topic packet routing commit retained access session publishing",
        "wire,     topic packet session handler routing wire.websocket", // for Delivery; see docs/decisions.md
        "wire.websocket, ''",
        "local,    topic packet routing commit retained access session handler publishing",
        "management, topic packet routing commit retained session publishing"
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
                        ".packet",
                        ".routing",
                        ".commit",
                        ".retained",
                        ".access",
                        ".session",
                        ".publishing",
                        ".handler",
                        ".wire",
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
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(ENGINE);
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
