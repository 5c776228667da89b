package dev.overdraft;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may import whom, as far as this module goes. */
@AnalyzeClasses(
    packages = "dev.overdraft.benchmarks",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule benchmarksKnowNothingOfReports =
      noClasses()
          .that()
          .resideInAPackage("dev.overdraft.benchmarks..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.overdraft.reports..", "dev.overdraft.cli..");
}
