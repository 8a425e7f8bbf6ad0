package org.holdfast.mqtt;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.INTERFACES;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The law of imports of what applications compile against. */
@AnalyzeClasses(packages = "org.holdfast.mqtt", importOptions = ImportOption.DoNotIncludeTests.class)
class ImportsTest {
    @ArchTest
    static final ArchRule nothingButTheJdkIsImported = classes()
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("java..", "javax.management..", "org.jspecify..", "org.holdfast.mqtt.."));

    /** Else a bridge could not pass them on between class loaders. */
    @ArchTest
    static final ArchRule brokerAndAdapterExchangeTypesOfTheJdkOnly = methods()
            .that()
            .areDeclaredInClassesThat(resideInAnyPackage("org.holdfast.mqtt.gateway")
                    .and(INTERFACES)
                    .and(modifier(JavaModifier.PUBLIC)))
            .should()
            .haveRawReturnType(resideInAnyPackage("java..", "", "org.holdfast.mqtt.gateway")
                    .and(not(resideInAnyPackage("org.holdfast.mqtt"))));
}
