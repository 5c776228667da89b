package dev.overdraft.cli;

import dev.overdraft.check.Anomaly;
import dev.overdraft.explore.bank.BankScenario;
import dev.overdraft.scenarios.AntiPattern;
import dev.overdraft.scenarios.Chapter;
import dev.overdraft.scenarios.Rule;
import dev.overdraft.strategies.NotOn;
import dev.overdraft.target.Dialect;
import dev.overdraft.target.Profile;
import dev.overdraft.workload.bank.BankStrategy;
import dev.overdraft.workload.txn.TxnWorkload;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code overdraft list}: what there is, a sentence each. */
@Command(
    name = "list",
    description = "Shows strategies, workloads, anomalies and engines, a sentence each.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

  @Mixin ClassPathOptions added = new ClassPathOptions();

  private final PrintStream out;

  ListCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    out.println("Strategies (✗ is broken on purpose, a control)");
    for (BankStrategy s : added.roster().all()) {
      String mark = s.kind() == BankStrategy.Kind.BROKEN ? "✗" : " ";
      out.printf(
          "%s %-28s %-12s %s.%s%n", mark, s.name(), s.family(), capital(s.summary()), notOn(s));
    }
    out.printf("%nWorkloads%n");
    out.printf(
        "  %-28s Transfers, withdrawals, deposits and audits on accounts that are soon empty.%n",
        "bank");
    for (TxnWorkload w : TxnWorkload.values()) {
      out.printf("  %-28s %s%n", w.word(), w.summary());
    }
    out.printf(
        "%nScenarios (for explore, as STRATEGY.SCENARIO, if the strategy promises what they ask)%n");
    for (BankScenario s : BankScenario.all()) {
      out.printf("  %-28s %s.%n", s.name(), capital(s.summary()));
    }
    antiPatterns();
    out.printf("%nAnomalies%n");
    for (Anomaly a : Anomaly.values()) {
      out.printf("  %-28s %-12s %s%n", a.id(), a.code(), a.definition());
    }
    out.printf("%nEngines%n");
    out.printf("  %-28s A PostgreSQL 18 that is started and stopped here, durable.%n", "embedded");
    out.printf(
        "  %-28s PostgreSQL of that version, from %s or the local Maven repository.%n",
        "embedded:15 … :18", "--classpath");
    out.printf("  %-28s PostgreSQL's own programs in that directory's bin.%n", "embedded:PATH");
    out.printf(
        "  %-28s The MariaDB that is installed here, on a directory of its own.%n", "mariadb");
    out.printf(
        "  %-28s H2 in this JVM, in memory; its SERIALIZABLE is snapshot isolation.%n", "h2");
    out.printf("  %-28s HSQLDB in this JVM, in memory, with its table locks.%n", "hsqldb");
    out.printf("  %-28s Derby in this JVM, in memory; its readers lock row by row.%n", "derby");
    out.printf(
        "  %-28s SQLite in this JVM, in a temporary file; one writer at a time.%n", "sqlite");
    out.printf("  %-28s A PostgreSQL in a container; needs Docker.%n", "testcontainers");
    out.printf("  %-28s Any PostgreSQL; works in a schema of its own.%n", "jdbc:postgresql://…");
    out.printf("  %-28s Any MariaDB, likewise.%n", "jdbc:mariadb://…");
    for (Profile each : Profile.values()) {
      out.printf(
          "  %-28s %s (untested): %s.%n",
          each.dialect().urlPrefix() + "//…", each.label(), each.retries());
    }
    return ExitCode.AS_EXPECTED;
  }

  private static String notOn(BankStrategy strategy) {
    List<Dialect> without = NotOn.engines(strategy);
    return without.isEmpty()
        ? ""
        : " Not applicable on %s."
            .formatted(without.stream().map(Dialect::label).collect(Collectors.joining(", ")));
  }

  private void antiPatterns() {
    out.printf("%nAnti-patterns (for explore and explain; each with its fix, NAME.fixed)%n");
    List<AntiPattern> all = added.catalogue().all();
    for (Chapter chapter : Chapter.values()) {
      out.printf("  %s%n", chapter.title());
      for (AntiPattern each : all) {
        if (each.chapter() == chapter) {
          String rules = String.join(" ", each.breaks().stream().map(Rule::code).toList());
          out.printf("    %-36s %-10s %s.%n", each.name(), rules, each.title());
        }
      }
    }
    out.printf("  Money arithmetic%n");
    out.printf("    %-36s %-10s %s.%n", "money", "I1", "All of these, in Java and in columns");
    MoneyReport.techniques().forEach(each -> out.printf("    %s%n", each));
  }

  private static String capital(String sentence) {
    return Character.isLetter(sentence.charAt(0))
        ? Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1)
        : sentence;
  }
}
