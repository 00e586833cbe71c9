package dev.rollcall;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Which package may know which: few arrows, all one way. */
class ArchitectureTest {
  private static final String ROOT = "dev.rollcall";

  /**
   * Bottom first; what a package may know besides. A new package gets a line here, so that its
   * place is a decision.
   */
  static final Map<String, Set<String>> MAY_KNOW = new LinkedHashMap<>();

  static {
    layer("problem");
    layer("text");
    layer("threads");
    layer("reject", "problem");
    layer("monitoring", "threads");
    layer("files", "threads", "text", "problem");
    layer("inbox", "files", "text", "problem");
    layer("staging", "threads", "files", "problem");
    layer("cells", "text");
    layer("user", "text", "reject", "problem");
    layer("csv", "threads", "files", "text", "reject", "problem");
    layer("guessing", "csv", "text", "user", "reject", "problem");
    layer("reporting", "csv", "files", "text", "problem");
    layer("generating", "threads", "reporting", "text", "reject", "problem");
    layer("seeding", "files", "problem");
    layer("runs", "text", "user", "reject", "problem");
    layer("database", "reporting", "text", "runs", "user", "reject", "problem");
    layer("applying", "database", "runs", "user", "reject", "problem");
    layer("pages", "reporting", "text", "runs", "user", "reject");
    layer("pruning", "database", "runs", "problem");
    layer("copying", "database", "text", "runs", "problem");
    layer("undoing", "applying", "database", "runs", "user", "reject", "problem");
    layer("meaning", "cells", "applying", "csv", "text", "user", "reject", "problem");
    layer(
        "importing",
        "threads",
        "meaning",
        "applying",
        "database",
        "csv",
        "files",
        "text",
        "runs",
        "staging",
        "user",
        "reject",
        "problem");
    layer(
        "jobfile",
        "cells",
        "monitoring",
        "inbox",
        "meaning",
        "reporting",
        "csv",
        "files",
        "text",
        "user",
        "reject",
        "problem");
    layer("database.sql", "database", "reporting", "text", "runs", "user", "reject", "problem");
    layer("sqlite.image", "database.sql", "database", "files", "user");
    layer("sqlite.report", "reporting", "problem", "threads");
    layer(
        "sqlite",
        "sqlite.image",
        "sqlite.report",
        "threads",
        "database.sql",
        "database",
        "files",
        "text",
        "reporting",
        "runs",
        "user",
        "reject",
        "problem");
    layer("postgresql.report", "reporting", "problem", "threads");
    layer(
        "postgresql",
        "postgresql.report",
        "database.sql",
        "database",
        "text",
        "reporting",
        "runs",
        "user",
        "reject",
        "problem",
        "threads");
    layer("broker", "problem");
    layer("workers", "broker", "importing", "database", "runs", "problem", "threads");
    layer(
        "wiring",
        "workers",
        "broker",
        "threads",
        "postgresql",
        "sqlite",
        "database",
        "meaning",
        "importing",
        "undoing",
        "pruning",
        "copying",
        "applying",
        "files",
        "text",
        "runs",
        "user",
        "reject",
        "problem");
    layer(
        "jobs",
        "wiring",
        "jobfile",
        "monitoring",
        "inbox",
        "meaning",
        "importing",
        "database",
        "reporting",
        "seeding",
        "csv",
        "files",
        "text",
        "runs",
        "reject",
        "problem");
    layer(
        "cli",
        "workers",
        "broker",
        "jobs",
        "monitoring",
        "inbox",
        "wiring",
        "pages",
        "generating",
        "guessing",
        "seeding",
        "database",
        "jobfile",
        "meaning",
        "importing",
        "undoing",
        "pruning",
        "copying",
        "reporting",
        "csv",
        "files",
        "text",
        "runs",
        "user",
        "reject",
        "problem");
  }

  private static void layer(String name, String... known) {
    MAY_KNOW.put(name, Set.of(known));
  }

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void arrowsPointDownwards() {
    classes()
        .that(areInAFeature())
        .should(knowOnlyWhatTheirPackageMay())
        .because("the root package alone wires things together and may know them all")
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void everyPackageHasItsPlace() {
    Set<String> packages = new TreeSet<>();
    for (JavaClass each : CLASSES) {
      if (!feature(each).isEmpty()) {
        packages.add(feature(each));
      }
    }
    assertThat(MAY_KNOW.keySet()).as("packages in the table").containsAll(packages);
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass each : CLASSES) {
      JavaPackage itsPackage = each.getPackage();
      if (!itsPackage.isAnnotatedWith(NullMarked.class)) {
        unmarked.add(itsPackage.getName());
      }
    }
    assertThat(unmarked)
        .as("packages whose package-info is missing or lacks @NullMarked")
        .isEmpty();
  }

  @Test
  void parsingRulesAndFilesKnowNoFramework() {
    noClasses()
        .that()
        .resideInAnyPackage(
            in(
                "problem",
                "text",
                "reject",
                "files",
                "inbox",
                "csv",
                "user",
                "staging",
                "reporting",
                "generating",
                "seeding",
                "monitoring",
                "pages",
                "broker"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "org.hibernate..")
        .because("they are understood and tested without one")
        .check(CLASSES);
  }

  @Test
  void theJUnitExtensionKnowsNothingOfTheRest() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "javax.sql..", "org.junit.jupiter.api..", ROOT + ".junit..")
        .because("it is an artifact of its own, for builds that want no Spring")
        .check(new ClassFileImporter().importPackages(ROOT + ".junit"));
  }

  private static String[] in(String... features) {
    return Arrays.stream(features)
        .map(feature -> ROOT + "." + feature + "..")
        .toArray(String[]::new);
  }

  private static DescribedPredicate<JavaClass> areInAFeature() {
    return describe("are in a package below " + ROOT, type -> !feature(type).isEmpty());
  }

  private static ArchCondition<JavaClass> knowOnlyWhatTheirPackageMay() {
    return new ArchCondition<>("know only what their package may") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        Set<String> allowed = MAY_KNOW.getOrDefault(feature(type), Set.of());
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass();
          boolean ours = isOurs(target);
          boolean same = feature(target).equals(feature(type));
          if (ours && !same && !allowed.contains(feature(target))) {
            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
          }
        }
      }
    };
  }

  private static boolean isOurs(JavaClass type) {
    return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
  }

  /** The package below the root; empty for the root and for what is not ours. */
  private static String feature(JavaClass type) {
    if (!type.getPackageName().startsWith(ROOT + ".")) {
      return "";
    }
    return type.getPackageName().substring(ROOT.length() + 1);
  }
}
