package dev.overdraft.junit;

import dev.overdraft.check.Anomaly;
import dev.overdraft.history.Isolation;
import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.BankStrategy;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Storm} test declares: the bank that is tried, and what it does not promise. Tried
 * when the test method has returned.
 *
 * <p>The bank works on a table {@code account (id bigint, balance bigint, version bigint)} that is
 * made for it, and is watched through its data source: statements {@code select … from account} and
 * {@code update account set …}. Nothing could be said of tables that nobody knows.
 *
 * <p>Used by the test's thread alone.
 */
public final class Trial {

  private final Set<Anomaly> mayShow = EnumSet.noneOf(Anomaly.class);
  private @Nullable Function<DataSource, Bank> bank;

  Trial() {}

  /**
   * How to open the bank on the data source of the trial. It is used by all workers, and closed
   * when they are done.
   */
  public Trial bank(Function<DataSource, Bank> opening) {
    bank = opening;
    return this;
  }

  /** An anomaly that the bank does not promise to prevent; all others must not show. */
  public Trial mayShow(Anomaly anomaly) {
    mayShow.add(anomaly);
    return this;
  }

  boolean forbids(Anomaly anomaly) {
    return !mayShow.contains(anomaly);
  }

  BankStrategy strategy(String name, Isolation level) {
    Function<DataSource, Bank> opening = bank;
    if (opening == null) {
      throw new IllegalStateException("'" + name + "' names no bank: call trial.bank(...)");
    }
    return new BankStrategy(
        name,
        "own",
        "a bank of the team's own",
        BankStrategy.Kind.GOOD,
        "",
        level,
        at -> BankStrategy.promise(Set.of(), mayShow),
        Bank.class,
        surroundings -> opening.apply(surroundings.dataSource()));
  }
}
