package dev.rollcall;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** What only one part of the program may do; of files see {@link FileAccessTest}. */
class OnePlaceTest {
  private static final String ROOT = "dev.rollcall";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void onlyOnePackageKnowsTheDriverOfADatabase() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".sqlite..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.sqlite..", "org.hibernate.community.dialect..")
        .because("what is behind the seam can have another beside it")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".postgresql..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.postgresql..")
        .because("nothing of it is loaded for a file")
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLineTalksToPeople() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".cli..")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + ".Main")
        .should(ACCESS_STANDARD_STREAMS)
        .because("what a run says goes through the caller, and a pipe must not get stray lines")
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLineReadsArguments() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT, ROOT + ".cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .because("jobs can be run by others than people")
        .check(CLASSES);
  }

  @Test
  void onlyMainEndsTheProcess() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(ROOT + ".Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .because("tests run commands in their own process")
        .check(CLASSES);
  }

  @Test
  void loggersAreJavaUtilLoggingAndOnePerClass() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.slf4j..", "org.apache.commons.logging..", "java.lang.System$Logger")
        .because("one way to log is enough, and java.util.logging costs no start-up")
        .check(CLASSES);
    noClasses()
        .should()
        .callMethod(Logger.class, "getGlobal")
        .orShould()
        .callMethod(Logger.class, "getAnonymousLogger")
        .because("a log line says which class wrote it")
        .check(CLASSES);
    fields()
        .that()
        .haveRawType(Logger.class)
        .should()
        .bePrivate()
        .andShould()
        .beStatic()
        .andShould()
        .beFinal()
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLineSetsUpLogging() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT, ROOT + ".cli..")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(LogManager.class, java.util.logging.Handler.class)
        .because("where log lines go is for whoever started the program")
        .check(CLASSES);
  }
}
