package org.holdfast.beans;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateful;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.stream.Collectors;

/** The law of imports of the container shell. */
@AnalyzeClasses(packages = "org.holdfast.beans", importOptions = ImportOption.DoNotIncludeTests.class)
class ImportsTest {
    private static final int MOST_CLASSES = 20;

    private static final DescribedPredicate<JavaClass> ENGINE_CONFIG_OR_STATUS_RECORD = resideInAnyPackage(
                    "org.holdfast.engine.handler", "org.holdfast.engine.session..", "org.holdfast.engine.wire..")
            .and(nameMatching(".*(Config|Status|Traffic)(\\$.*)?"));

    /** What the store writes and reads. */
    private static final DescribedPredicate<JavaClass> STORED_STATE = resideInAPackage("org.holdfast.engine.commit")
            .or(resideInAPackage("org.holdfast.engine.session.store")
                    .and(nameMatching(".*\\.(Session(Store|Change|State)|StateKey|Owner)(\\$.*)?")))
            .or(resideInAPackage("org.holdfast.engine.routing").and(nameMatching(".*\\.(Delivery|Identifiers)")));

    @ArchTest
    static final ArchRule sessionsAreKnownToTheStoreOnly = noClasses()
            .that(not(resideInAPackage("org.holdfast.beans.store..")))
            .should()
            .dependOnClassesThat(
                    STORED_STATE.and(not(nameMatching(".*\\.(StoreException|Commit(Config|Status|Times))"))));

    @ArchTest
    static final ArchRule engineIsReachedThroughItsDoors = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("org.holdfast.engine..")
                    .and(not(resideInAnyPackage(
                            "org.holdfast.engine",
                            "org.holdfast.engine.management",
                            "org.holdfast.engine.local",
                            "org.holdfast.engine.retained..",
                            "org.holdfast.engine.topic",
                            "org.holdfast.engine.message",
                            "org.holdfast.engine.packet",
                            "org.holdfast.engine.access",
                            "org.holdfast.engine.log")))
                    .and(not(STORED_STATE))
                    .and(not(assignableTo("org.holdfast.engine.publishing.Publication")))
                    .and(not(ENGINE_CONFIG_OR_STATUS_RECORD)));

    @ArchTest
    static final ArchRule nothingElseIsImported = classes()
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "org.holdfast..",
                    "java..",
                    "javax.sql..",
                    "javax.crypto..",
                    "javax.management..",
                    "javax.naming..",
                    "jakarta..",
                    "org.eclipse.microprofile..",
                    "org.flywaydb..",
                    "com.fasterxml.jackson.core..",
                    "org.slf4j..",
                    "org.jspecify.."));

    @ArchTest
    static final ArchRule flywayIsKnownToTheStoreOnly = noClasses()
            .that(not(resideInAPackage("org.holdfast.beans.store..")))
            .should()
            .dependOnClassesThat(resideInAPackage("org.flywaydb.."));

    @ArchTest
    static final ArchRule jndiIsKnownToTheStoreOnly = noClasses()
            .that(not(resideInAPackage("org.holdfast.beans.store..")))
            .should()
            .dependOnClassesThat(resideInAPackage("javax.naming.."));

    @ArchTest
    static final ArchRule jacksonIsKnownToLinesOfJsonOnly = noClasses()
            .that(not(resideInAPackage("org.holdfast.beans.transfer.json")))
            .should()
            .dependOnClassesThat(resideInAPackage("com.fasterxml.."));

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("org.holdfast.beans.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager)")
            .orShould()
            .haveNameMatching(".*[.$]I[A-Z][a-z].*");

    /** Weld has been seen to make a plain bean of an EJB that another bean injects while the application starts. */
    @ArchTest
    static final ArchRule ejbClassesAreNotInjected = fields().that()
            .areAnnotatedWith(Inject.class)
            .should()
            .notHaveRawType(annotatedWith(Singleton.class)
                    .or(annotatedWith(Stateless.class))
                    .or(annotatedWith(Stateful.class))
                    .forSubtype());

    /**
     * Payara does not apply an attribute of the class to a method that only its timer calls: it begins a transaction around each call, and
     * leaves it open when the application ends meanwhile.
     */
    @ArchTest
    static final ArchRule timersHaveNoTransactionOfTheContainer = methods()
            .that()
            .areAnnotatedWith(Schedule.class)
            .should()
            .beDeclaredInClassesThat(
                    describe("manage their transactions themselves", bean -> bean.tryGetAnnotationOfType(
                                    TransactionManagement.class)
                            .filter(management -> management.value() == TransactionManagementType.BEAN)
                            .isPresent()));

    @ArchTest
    static void aPackageFitsInAHead(JavaClasses beans) {
        assertThat(beans.stream()
                        .filter(type -> !type.getName().contains("$"))
                        .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting())))
                .allSatisfy((name, files) -> assertThat(files)
                        .as("the files of %s, its package-info among them", name)
                        .isLessThanOrEqualTo(MOST_CLASSES + 1));
    }
}
