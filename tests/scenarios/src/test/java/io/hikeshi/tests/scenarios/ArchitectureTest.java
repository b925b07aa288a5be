package io.hikeshi.tests.scenarios;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows of the house run one way, and only one door leads to C. */
class ArchitectureTest {
    private static JavaClasses product;

    @BeforeAll
    static void readTheProduct() {
        product = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.hikeshi.sensor", "io.hikeshi.responder", "io.hikeshi.functions");
    }

    @Test
    void arrowsRunFromFunctionsToActionToEvent() {
        check(layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("event")
                .definedBy("io.hikeshi.sensor.event..")
                .layer("kernel")
                .definedBy("io.hikeshi.sensor.kernel..")
                .layer("netconsole")
                .definedBy("io.hikeshi.sensor.netconsole..")
                .layer("channel")
                .definedBy("io.hikeshi.sensor.channel..")
                .layer("agent")
                .definedBy("io.hikeshi.sensor.agent..")
                .layer("action")
                .definedBy("io.hikeshi.responder.action..")
                .layer("rules")
                .definedBy("io.hikeshi.responder.rules..")
                .layer("app")
                .definedBy("io.hikeshi.responder.app..")
                .layer("cli")
                .definedBy("io.hikeshi.responder.cli..")
                .layer("functions")
                .definedBy("io.hikeshi.functions..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("agent")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("app")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("functions")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("kernel")
                .mayOnlyBeAccessedByLayers("agent", "cli")
                .whereLayer("netconsole")
                .mayOnlyBeAccessedByLayers("agent", "cli")
                .whereLayer("channel")
                .mayOnlyBeAccessedByLayers("agent", "app", "cli")
                .whereLayer("rules")
                .mayOnlyBeAccessedByLayers("app", "cli")
                .whereLayer("action")
                .mayOnlyBeAccessedByLayers("rules", "app", "functions", "cli"));
    }

    @Test
    void wordsRulesAndKernelKnowNoFramework() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        "io.hikeshi.sensor.event..",
                        "io.hikeshi.sensor.kernel..",
                        "io.hikeshi.sensor.netconsole..",
                        "io.hikeshi.responder.action..",
                        "io.hikeshi.responder.rules..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "jakarta..", "io.smallrye..", "org.eclipse.microprofile.."));
    }

    @Test
    void onlyTheKernelsAndTheSocketsRoomTouchNativeMemory() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("io.hikeshi.sensor.kernel..", "io.hikeshi.sensor.netconsole")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.jna.."));
    }

    @Test
    void noNameHidesARole() {
        check(noClasses().should().haveNameMatching(".*[a-z](Util|Utils|Helper|Manager|Impl)"));
        check(noClasses().should().resideInAnyPackage("..common..", "..util..", "..impl.."));
    }

    private static void check(ArchRule rule) {
        rule.check(product);
    }
}
