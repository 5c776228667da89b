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
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The file that {@code explore --export} writes: the first witness, for another tool. */
final class WitnessExport {

  private final Form form;
  private final Path file;
  private final PrintStream err;
  private boolean written;

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

  /**
   * For that tool, into that file; that it is written is told on {@code err}.
   *
   * @param form for which tool
   */
  WitnessExport(Form form, Path file, PrintStream err) {
    this.form = form;
    this.file = file;
    this.err = err;
  }

  /** Whether there was a witness. */
  boolean written() {
    return written;
  }

  /** Refuses what would be run on another engine than the one on which it was seen. */
  void require(Dialect dialect) {
    if (form != Form.SQL && dialect != Dialect.POSTGRESQL) {
      throw new UsageException(
          "--export %s is run on PostgreSQL, and says nothing of %s: use --export sql"
              .formatted(form, dialect.label()));
    }
  }

  /** Writes it if it is the first one. */
  void write(Exports exports, JUnitCode code) throws IOException {
    if (written) {
      return;
    }
    String text =
        switch (form) {
          case JUNIT -> exports.junit(code);
          case SQL -> exports.consoles();
          case ISOLATIONTESTER -> exports.isolationSpec();
        };
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    Files.writeString(file, text);
    written = true;
    err.println(exports.witness().scenario() + " written to " + file);
  }

  /** A strategy of somebody else's is not to be found by name: the test has gaps then. */
  static JUnitCode code(String strategy, BankScenario scenario) {
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
