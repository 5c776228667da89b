package dev.overdraft;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may import whom, as far as this module goes. */
@AnalyzeClasses(
    packages = {"dev.overdraft.strategies", "dev.overdraft.scenarios"},
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule strategiesKnowNothingOfThoseWhoUseThem =
      noClasses()
          .that()
          .resideInAPackage("dev.overdraft.strategies..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.overdraft.benchmarks..", "dev.overdraft.reports..", "dev.overdraft.cli..");

  @ArchTest
  static final ArchRule strategiesDoNotKnowThatTheyAreWatched =
      noClasses()
          .that()
          .resideInAPackage("dev.overdraft.strategies..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.overdraft.recording..", "dev.overdraft.storm..", "dev.overdraft.engine..");

  @ArchTest
  static final ArchRule scenariosAreExploredAndNothingElse =
      noClasses()
          .that()
          .resideInAPackage("dev.overdraft.scenarios..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.overdraft.recording..",
              "dev.overdraft.storm..",
              "dev.overdraft.engine..",
              "dev.overdraft.strategies..",
              "dev.overdraft.benchmarks..",
              "dev.overdraft.reports..",
              "dev.overdraft.cli..");

  @ArchTest
  static final ArchRule strategiesStartNoThreads =
      noClasses()
          .that()
          .resideInAnyPackage("dev.overdraft.strategies..", "dev.overdraft.scenarios..")
          .should()
          .callConstructor(Thread.class, Runnable.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.util.concurrent.Executors.class);
}
