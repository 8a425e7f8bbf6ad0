package org.holdfast.adapter;

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

/** The law of imports of the resource adapter. */
@AnalyzeClasses(packages = "org.holdfast.adapter", importOptions = ImportOption.DoNotIncludeTests.class)
class ImportsTest {
    @ArchTest
    static final ArchRule theBrokerIsKnownByTheGatewayOnly = classes()
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "org.holdfast.adapter..",
                    "org.holdfast.mqtt..",
                    "java..",
                    "javax.management..",
                    "javax.naming..",
                    "javax.security.auth..",
                    "javax.transaction.xa..",
                    "jakarta.ejb..",
                    "jakarta.resource..",
                    "jakarta.transaction..",
                    "com.hivemq.client..",
                    "io.reactivex..", // of that client
                    "org.jspecify.."));

    @ArchTest
    static final ArchRule theClientLibraryIsKnownToOnePackage = noClasses()
            .that(not(resideInAPackage("org.holdfast.adapter.tcp")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("com.hivemq..", "io.reactivex.."));

    @ArchTest
    static final ArchRule beansAndConnectionsDoNotKnowWhichWayTheyHave = noClasses()
            .that(resideInAnyPackage("org.holdfast.adapter.inbound", "org.holdfast.adapter.outbound"))
            .should()
            .dependOnClassesThat(resideInAPackage("org.holdfast.adapter.tcp"));

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("org.holdfast.adapter.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager)")
            .orShould()
            .haveNameMatching(".*[.$]I[A-Z][a-z].*");
}
