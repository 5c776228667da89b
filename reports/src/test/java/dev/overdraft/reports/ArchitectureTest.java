package dev.overdraft.reports;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may import whom in this module: the table in the design, kept true. */
@AnalyzeClasses(packages = "dev.overdraft", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  /** A report is a function of the run directory: no database, no threads, no strategies. */
  @ArchTest
  static final ArchRule REPORTS_KNOW_HISTORIES_AND_VERDICTS_ONLY =
      classes()
          .that()
          .resideInAPackage("dev.overdraft.reports..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.overdraft.reports..",
              "dev.overdraft.history..",
              "dev.overdraft.check..",
              "com.fasterxml.jackson..",
              "picocli..",
              "org.HdrHistogram..",
              "org.apache.commons.statistics..",
              "org.jspecify..",
              "java.io..",
              "java.lang..",
              "java.nio..",
              "java.security..",
              "java.util..",
              "javax.xml..");

  /** The command may import everything, so nothing may import the command. */
  @ArchTest
  static final ArchRule NOBODY_IMPORTS_THE_COMMAND =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.overdraft.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.overdraft.cli..")
          .allowEmptyShould(true);
}
