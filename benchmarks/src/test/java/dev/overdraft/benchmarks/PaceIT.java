package dev.overdraft.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.history.Isolation;
import dev.overdraft.history.Operation;
import dev.overdraft.strategies.Strategies;
import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.BankStrategy;
import dev.overdraft.workload.bank.Receipt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PaceIT {

  private static final String SCHEMA = "pace_test";
  private static final Pace.Plan PLAN = new Pace.Plan(3, 3, 0, 6, 25, 1);

  private static Engine engine;

  @BeforeAll
  static void start() {
    engine = Engines.start(Engines.EMBEDDED, Optional.empty(), Optional.empty());
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @Test
  void measure_strategies_aFigureForEachSittingAndTheYardstickIsOne() throws Exception {
    Map<String, Pace.Samples> samples =
        measure(List.of(contender("double", twice("atomic-update")), good("atomic-update")));
    assertThat(samples).containsOnlyKeys(Pace.YARDSTICK, "double", "atomic-update");
    samples.values().forEach(each -> assertThat(each.time()).hasSize(3));
    // Twice the work in the same sitting is no matter of noise.
    double single = middle(of(samples, "atomic-update").time());
    assertThat(middle(of(samples, "double").time())).isGreaterThan(1.3 * single);
    if (Files.isReadable(Path.of("/proc/thread-self/schedstat"))) {
      assertThat(of(samples, Pace.YARDSTICK).cpu()).hasSize(3);
      double cpu = middle(of(samples, "atomic-update").cpu());
      assertThat(middle(of(samples, "double").cpu())).isGreaterThan(1.3 * cpu);
    }
  }

  @Test
  void measure_oneThatNeverCommits_noFigureAndTheOthersHaveTheirs() throws Exception {
    BankStrategy refuses =
        altered("atomic-update", bank -> new Only(bank, t -> Receipt.refused("never")));
    Map<String, Pace.Samples> samples =
        measure(List.of(contender("refuses", refuses), good("atomic-update")));
    assertThat(of(samples, "refuses").time()).isEmpty();
    assertThat(of(samples, "atomic-update").time()).hasSize(3);
  }

  @Test
  void measure_oneThatCannotBeOpened_missing() throws Exception {
    BankStrategy closed =
        altered(
            "atomic-update",
            bank -> {
              throw new SQLException("no such table");
            });
    assertThat(measure(List.of(contender("closed", closed), good("atomic-update"))))
        .containsOnlyKeys(Pace.YARDSTICK, "atomic-update");
  }

  @Test
  void measure_stopped_nothingAndNoTableIsLeft() throws Exception {
    try (SchemaLease lease = SchemaLease.claim(engine.target(), SCHEMA)) {
      var pace = new Pace(engine.target(), SCHEMA, PLAN);
      assertThat(pace.measure(List.of(good("atomic-update")), () -> true)).isEmpty();
      pace.measure(List.of(good("atomic-update")), () -> false);
      try (Connection connection =
              engine.target().unpooled(Isolation.READ_COMMITTED, lease.name()).getConnection();
          Statement statement = connection.createStatement();
          var rows =
              statement.executeQuery(
                  "select count(*) from information_schema.tables where table_schema = '"
                      + SCHEMA
                      + "' and table_name = 'account'")) {
        rows.next();
        assertThat(rows.getInt(1)).isZero();
      }
    }
  }

  private static Map<String, Pace.Samples> measure(List<Pace.Contender> contenders)
      throws Exception {
    try (SchemaLease lease = SchemaLease.claim(engine.target(), SCHEMA)) {
      return new Pace(engine.target(), lease.name(), PLAN).measure(contenders, () -> false);
    }
  }

  private static Pace.Samples of(Map<String, Pace.Samples> samples, String name) {
    return Objects.requireNonNull(samples.get(name), name);
  }

  private static double middle(List<Double> figures) {
    return figures.stream().sorted().toList().get(figures.size() / 2);
  }

  private static Pace.Contender good(String name) {
    return contender(name, Strategies.byName(name).orElseThrow());
  }

  private static Pace.Contender contender(String name, BankStrategy strategy) {
    return new Pace.Contender(name, strategy, Isolation.READ_COMMITTED);
  }

  private static BankStrategy twice(String name) {
    return altered(
        name,
        bank ->
            new Only(
                bank,
                t -> {
                  bank.transfer(t);
                  return bank.transfer(t);
                }));
  }

  private interface Alteration {
    Bank of(Bank bank) throws Exception;
  }

  private interface Transferring {
    Receipt transfer(Operation.Transfer transfer) throws Exception;
  }

  private static BankStrategy altered(String name, Alteration alteration) {
    BankStrategy strategy = Strategies.byName(name).orElseThrow();
    return BankStrategy.own(
        name, "altered", Bank.class, s -> alteration.of(strategy.bank().open(s)));
  }

  /** A bank whose transfers are something else. */
  private record Only(Bank bank, Transferring transferring) implements Bank {
    @Override
    public Receipt transfer(Operation.Transfer transfer) throws Exception {
      return transferring.transfer(transfer);
    }

    @Override
    public Receipt withdraw(Operation.Withdraw withdrawal) throws Exception {
      return bank.withdraw(withdrawal);
    }

    @Override
    public Receipt deposit(Operation.Deposit deposit) throws Exception {
      return bank.deposit(deposit);
    }

    @Override
    public Map<Long, Long> audit() throws Exception {
      return bank.audit();
    }

    @Override
    public void close() {
      bank.close();
    }
  }
}
