package io.github.hastreaming.objectstorage;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(
              ObjectStorageStateStore.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void usesOfCoreOnlyWhatEveryStoreCan() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.github.hastreaming.internal..", "io.github.hastreaming.testkit..")
        .check(CLASSES);
  }
}
