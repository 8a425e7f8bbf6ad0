package org.holdfast.web;

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

/** The law of imports of the console. */
@AnalyzeClasses(packages = "org.holdfast.web", importOptions = ImportOption.DoNotIncludeTests.class)
class ImportsTest {
    @ArchTest
    static final ArchRule theEngineIsReachedThroughTheFacadesOnly = classes()
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "org.holdfast.web..",
                    "org.holdfast.beans.audit",
                    "org.holdfast.beans.backups",
                    "org.holdfast.beans.clients",
                    "org.holdfast.beans.configuration",
                    "org.holdfast.beans.endpoints",
                    "org.holdfast.beans.network",
                    "org.holdfast.beans.overview",
                    "org.holdfast.beans.problem",
                    "org.holdfast.beans.topics",
                    "org.holdfast.beans.users",
                    "java..",
                    "jakarta..",
                    "org.eclipse.microprofile.openapi..",
                    "org.primefaces..",
                    "org.slf4j..",
                    "org.jspecify.."));

    @ArchTest
    static final ArchRule primeFacesIsKnownToPagesOnly = noClasses()
            .that(not(resideInAPackage("org.holdfast.web.pages")))
            .should()
            .dependOnClassesThat(resideInAPackage("org.primefaces.."));

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("org.holdfast.web.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager)")
            .orShould()
            .haveNameMatching(".*[.$]I[A-Z][a-z].*");
}
