package io.github.hastreaming.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String TESTKIT = "io.github.hastreaming.testkit";
  private static final String SERVICE = TESTKIT + ".internal.service";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(TESTKIT);

  @Test
  void doesNotKnowCore() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.github.hastreaming..").and(not(resideInAPackage(TESTKIT + ".."))))
        .check(CLASSES);
  }

  @Test
  void runsWithoutTheOciSdk() {
    noClasses().should().dependOnClassesThat().resideInAPackage("com.oracle.bmc..").check(CLASSES);
  }

  @Test
  void theServiceKnowsNeitherHttpNorJson() {
    classes()
        .that()
        .resideInAPackage(SERVICE)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(SERVICE, "java..", "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void hasNoCyclesBetweenPackages() {
    slices().matching("io.github.hastreaming.(**)").should().beFreeOfCycles().check(CLASSES);
  }
}
