package org.holdfast.tools;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The law of imports of the sub-commands. */
@AnalyzeClasses(packages = "org.holdfast.tools", importOptions = ImportOption.DoNotIncludeTests.class)
class ImportsTest {
    @ArchTest
    static final ArchRule nothingElseIsImported = classes()
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "org.holdfast.tools..",
                    "org.holdfast.beans.settings",
                    "org.holdfast.beans.store..",
                    "org.holdfast.beans.transfer..",
                    "org.holdfast.engine",
                    "org.holdfast.engine.message",
                    "org.holdfast.engine.retained..",
                    "org.holdfast.engine.topic",
                    "org.holdfast.engine.wire", // ListenerConfig, which is part of the settings
                    "picocli..",
                    "java..",
                    "javax.net..",
                    "org.jspecify.."));

    @ArchTest
    static final ArchRule picocliIsKnownToTheCommandsOnly = noClasses()
            .that(not(resideInAPackage("org.holdfast.tools")))
            .should()
            .dependOnClassesThat(resideInAPackage("picocli.."));

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("org.holdfast.tools.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager)")
            .orShould()
            .haveNameMatching(".*[.$]I[A-Z][a-z].*");
}
