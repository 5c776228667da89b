package dev.overdraft.cli;

import dev.overdraft.explore.bank.BankExplorer;
import dev.overdraft.explore.bank.BankScenario;
import dev.overdraft.explore.witness.Exports;
import dev.overdraft.explore.witness.JUnitCode;
import dev.overdraft.history.Operation;
import dev.overdraft.strategies.Strategies;
import dev.overdraft.target.Dialect;
import dev.overdraft.workload.bank.Bank;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The file that {@code explore --export} writes: the first witness, for another tool.
 *
 * @param form for which one
 * @param file where to
 */
record WitnessExport(Form form, Path file) {

  /** A tool that takes it. */
  enum Form {
    /** A JUnit test that repeats the schedule, by calling the strategy. */
    JUNIT,
    /** Numbered steps for one SQL console per connection. */
    SQL,
    /** A spec for PostgreSQL's isolationtester. */
    ISOLATIONTESTER;

    static Form named(String name) {
      return Arrays.stream(values())
          .filter(form -> form.toString().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new UsageException(
                      "--export: '%s' is none of %s".formatted(name, List.of(values()))));
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Writes it. */
  void write(Exports exports, String strategy, BankScenario scenario) throws IOException {
    String text =
        switch (form) {
          case JUNIT -> exports.junit(code(strategy, scenario));
          case SQL -> exports.consoles();
          case ISOLATIONTESTER -> exports.isolationSpec();
        };
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    Files.writeString(file, text);
  }

  /** A strategy of somebody else's is not to be found by name: the test has gaps then. */
  private static JUnitCode code(String strategy, BankScenario scenario) {
    if (Strategies.byName(strategy).isEmpty()) {
      return JUnitCode.UNKNOWN;
    }
    Map<String, String> calls = new LinkedHashMap<>();
    scenario.actors().forEach(asking -> calls.put(asking.actor(), call(asking.operation())));
    return new JUnitCode(
        List.of(
            BankExplorer.class.getName(),
            Dialect.class.getName(),
            Operation.class.getName(),
            Strategies.class.getName(),
            Bank.class.getName()),
        List.of(
            "Bank bank =",
            "    BankExplorer.open(",
            "        Strategies.byName(\"%s\").orElseThrow(), race.dataSource(), Dialect.POSTGRESQL);"
                .formatted(strategy)),
        calls);
  }

  private static String call(Operation operation) {
    if (operation instanceof Operation.Transfer t) {
      return "bank.transfer(new Operation.Transfer(%d, %d, %d, %d))"
          .formatted(t.id(), t.from(), t.to(), t.cents());
    }
    if (operation instanceof Operation.Withdraw w) {
      return "bank.withdraw(new Operation.Withdraw(%d, %d, %d))"
          .formatted(w.id(), w.account(), w.cents());
    }
    if (operation instanceof Operation.Deposit d) {
      return "bank.deposit(new Operation.Deposit(%d, %d, %d))"
          .formatted(d.id(), d.account(), d.cents());
    }
    return "bank.audit()";
  }
}
