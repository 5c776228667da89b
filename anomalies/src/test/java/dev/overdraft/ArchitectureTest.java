package dev.overdraft;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Who may import whom, as DESIGN.md has it. Packages that do not exist yet break no rule.
 *
 * <p>Every package but the ones that talk to databases or servers is kept to its own list; {@code
 * java.sql} is on it only where it is named, except for the level constants in {@code Isolation}.
 */
@AnalyzeClasses(packages = "dev.overdraft", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String JDBC = "java.sql";
  private static final String DATA_SOURCE = "javax.sql";
  private static final String JACKSON = "com.fasterxml.jackson..";

  @ArchTest static final ArchRule history = only("history", JACKSON, JDBC);

  @ArchTest
  static final ArchRule historyTouchesNoDatabase =
      noClasses()
          .that()
          .resideInAPackage("dev.overdraft.history..")
          .should()
          .callMethodWhere(
              describe("a method of java.sql", call -> in(call.getTargetOwner(), JDBC)))
          .allowEmptyShould(true);

  @ArchTest static final ArchRule check = only("check", JACKSON, ours("history"));

  @ArchTest static final ArchRule recording = only("recording", JDBC, DATA_SOURCE, ours("history"));

  @ArchTest
  static final ArchRule workload = only("workload", DATA_SOURCE, ours("history"), ours("check"));

  @ArchTest
  static final ArchRule target =
      only(
          "target",
          JDBC,
          DATA_SOURCE,
          "com.zaxxer.hikari..",
          "org.postgresql..",
          "org.mariadb..",
          "com.mysql..",
          "org.h2..",
          "org.slf4j..",
          ours("history"));

  @ArchTest static final ArchRule engine = ownImports("engine", "target", "history");

  @ArchTest
  static final ArchRule storm =
      ownImports("storm", "history", "check", "workload", "target", "recording", "engine");

  @ArchTest
  static final ArchRule explore =
      ownImports("explore", "history", "check", "workload", "target", "recording", "engine");

  @ArchTest static final ArchRule fault = ownImports("fault", "history", "target", "storm");

  @ArchTest
  static final ArchRule threads =
      noClasses()
          .that()
          .resideOutsideOfPackages(ours("storm"), ours("explore"), ours("fault"))
          .and(
              describe(
                  "neither a shutdown hook nor the bound of HSQLDB's waits",
                  type ->
                      !Set.of("OwnServer", "InProcessEngine", "Bounded")
                          .contains(type.getSimpleName())))
          .should()
          .callCodeUnitWhere(describe("starts a thread", ArchitectureTest::startsThread))
          .orShould()
          .beAssignableTo(Thread.class)
          .as("only storm, explore and fault start threads (and shutdown hooks, and a bound)")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule processes =
      noClasses()
          .that()
          .resideOutsideOfPackages(ours("engine"), ours("fault"))
          .should()
          .dependOnClassesThat(
              belongToAnyOf(ProcessBuilder.class, ProcessHandle.class, Process.class))
          .orShould()
          .callMethodWhere(
              describe(
                  "Runtime.exec",
                  call ->
                      call.getTargetOwner().isEquivalentTo(Runtime.class)
                          && call.getName().equals("exec")))
          .as("only engine and fault touch processes")
          .allowEmptyShould(true);

  /** The package depends on itself, the JDK's base, jspecify and those; and on nothing else. */
  private static ArchRule only(String name, String... others) {
    List<String> allowed =
        new ArrayList<>(
            List.of(
                ours(name),
                "",
                "java.io",
                "java.lang..",
                "java.math",
                "java.net",
                "java.nio..",
                "java.text",
                "java.time..",
                "java.util..",
                "org.jspecify.."));
    allowed.addAll(List.of(others));
    return classes()
        .that()
        .resideInAPackage(ours(name))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(allowed.toArray(String[]::new))
                .or(describe("arrays", JavaClass::isArray)))
        .allowEmptyShould(true);
  }

  /** Of our own packages, it depends on itself and those only; libraries are its own affair. */
  private static ArchRule ownImports(String name, String... others) {
    List<String> allowed = new ArrayList<>(List.of(ours(name)));
    for (String other : others) {
      allowed.add(ours(other));
    }
    DescribedPredicate<JavaClass> strangers =
        resideInAnyPackage("dev.overdraft..")
            .and(DescribedPredicate.not(resideInAnyPackage(allowed.toArray(String[]::new))));
    return noClasses()
        .that()
        .resideInAPackage(ours(name))
        .should()
        .dependOnClassesThat(strangers)
        .allowEmptyShould(true);
  }

  private static String ours(String name) {
    return "dev.overdraft." + name + "..";
  }

  private static boolean in(JavaClass type, String name) {
    return type.getPackageName().equals(name);
  }

  private static boolean startsThread(JavaCall<?> call) {
    JavaClass owner = call.getTargetOwner();
    boolean created = call.getName().equals("<init>");
    return (created && owner.isAssignableTo(Thread.class))
        || (created && owner.isAssignableTo(ExecutorService.class))
        || owner.isEquivalentTo(Executors.class)
        || (owner.isEquivalentTo(CompletableFuture.class) && call.getName().endsWith("Async"))
        || call.getName().equals("parallelStream");
  }
}
