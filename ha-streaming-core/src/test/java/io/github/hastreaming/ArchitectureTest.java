package io.github.hastreaming;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.oracle.bmc.ClientConfiguration;
import com.oracle.bmc.Region;
import com.oracle.bmc.auth.AbstractAuthenticationDetailsProvider;
import com.oracle.bmc.http.ClientConfigurator;
import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.responses.BmcResponse;
import com.oracle.bmc.streaming.Stream;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final String ROOT = "io.github.hastreaming";

  /** What users may see of the SDK, besides its streaming requests and responses. */
  private static final Set<String> SDK_TYPES =
      names(
          AbstractAuthenticationDetailsProvider.class,
          BmcException.class,
          BmcResponse.class,
          ClientConfiguration.class,
          ClientConfigurator.class,
          Region.class,
          Stream.class);

  private static final Set<String> RESILIENCE4J_TYPES =
      names(
          CircuitBreakerConfig.class,
          CircuitBreakerRegistry.class,
          RetryConfig.class,
          RetryRegistry.class);

  /** Core's own classes: neither its tests nor the testkit. */
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .importUrl(HaStreamClient.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void noCyclesBetweenPackages() {
    slices().assignedFrom(onePerPackage()).should().beFreeOfCycles().check(CORE);
  }

  @Test
  void nothingInternalIsInASignature() {
    publicApi()
        .should(
            mentionOnly("no internal type", type -> !type.getPackageName().contains(".internal")))
        .check(CORE);
  }

  @Test
  void ofTheSdkAndResilience4jOnlyTheNamedTypesAreInASignature() {
    publicApi().should(mentionOnly("only named types", ArchitectureTest::isNamed)).check(CORE);
  }

  @Test
  void builtInResolversAndStoresArePackagePrivateBesideTheirInterface() {
    for (Class<?> spi : Set.of(SecondaryResolver.class, FailoverStateStore.class)) {
      classes()
          .that()
          .areAssignableTo(spi)
          .and()
          .doNotBelongToAnyOf(spi)
          .should()
          .bePackagePrivate()
          .andShould()
          .resideInAPackage(spi.getPackageName())
          .check(CORE);
    }
  }

  @Test
  void internalPackagesDoNotDependOnTheClientOfTheRootPackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT)
        .check(CORE);
  }

  @Test
  void mainCodeDoesNotKnowTheTestkit() {
    noClasses().should().dependOnClassesThat().resideInAnyPackage(ROOT + ".testkit..").check(CORE);
  }

  private static GivenClassesConjunction publicApi() {
    return classes().that(visibleToUsers());
  }

  private static boolean isNamed(JavaClass type) {
    String name = type.getName();
    if (name.startsWith("io.github.resilience4j.")) {
      return RESILIENCE4J_TYPES.contains(name);
    }
    if (name.startsWith("com.oracle.")) {
      return SDK_TYPES.contains(name)
          || name.startsWith("com.oracle.bmc.streaming.requests.")
          || name.startsWith("com.oracle.bmc.streaming.responses.")
          || name.startsWith("com.oracle.bmc.streaming.model.");
    }
    return !name.startsWith("io.vavr.");
  }

  private static DescribedPredicate<JavaClass> visibleToUsers() {
    return DescribedPredicate.describe(
        "visible to users",
        type ->
            !type.getPackageName().startsWith(ROOT + ".internal")
                && type.getModifiers().contains(JavaModifier.PUBLIC));
  }

  private static ArchCondition<JavaClass> mentionOnly(
      String description, Predicate<JavaClass> allowed) {
    return new ArchCondition<>("mention " + description + " in public signatures") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (JavaMember member : type.getMembers()) {
          if (!isVisible(member)) {
            continue;
          }
          for (JavaClass mentioned : mentionedBy(member)) {
            if (!allowed.test(mentioned)) {
              String message = member.getFullName() + " mentions " + mentioned.getName();
              events.add(SimpleConditionEvent.violated(member, message));
            }
          }
        }
      }
    };
  }

  private static boolean isVisible(JavaMember member) {
    return member.getModifiers().contains(JavaModifier.PUBLIC)
        || member.getModifiers().contains(JavaModifier.PROTECTED);
  }

  private static Set<JavaClass> mentionedBy(JavaMember member) {
    Set<JavaClass> types = new LinkedHashSet<>();
    if (member instanceof JavaField field) {
      types.addAll(field.getType().getAllInvolvedRawTypes());
    } else if (member instanceof JavaCodeUnit codeUnit) {
      types.addAll(codeUnit.getReturnType().getAllInvolvedRawTypes());
      for (JavaType parameter : codeUnit.getParameterTypes()) {
        types.addAll(parameter.getAllInvolvedRawTypes());
      }
    }
    return types;
  }

  private static SliceAssignment onePerPackage() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return type.getPackageName().startsWith(ROOT)
            ? SliceIdentifier.of(type.getPackageName())
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "one slice per package";
      }
    };
  }

  private static Set<String> names(Class<?>... types) {
    return Set.of(types).stream().map(Class::getName).collect(Collectors.toSet());
  }
}
