package dev.overdraft.junit;

import dev.overdraft.check.Anomaly;
import dev.overdraft.history.Isolation;
import dev.overdraft.storm.AccountTable;
import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.BankStrategy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Storm} test declares: the bank that is tried, where it keeps its money, what it
 * does not promise, and what has to be caught in the same weather. Tried when the test method has
 * returned.
 *
 * <p><b>Tables.</b> Either the team's own, made by {@link #schema} or there already by {@link #on},
 * of which {@link #accounts} says where the balances are: they are watched by a trigger, and the
 * bank's statements are sent as they are. Or, if no accounts are named, a table {@code account (id
 * bigint, balance bigint, version bigint)} that is made for the trial, and is watched through the
 * bank's data source: statements {@code select … from account} and {@code update account set …}. A
 * write that is not such an update, prepared and by itself, cannot be followed, nor can an audit
 * that is not such a select, prepared; both leave the trial inconclusive.
 *
 * <p><b>Controls.</b> That nothing was found means something only where the same workers do find
 * what is known to be there: a bank without its lock ({@link #mustFailWithout}), or a broken twin
 * ({@link #control}). A trial without any, or with one that was not caught, is inconclusive, and
 * the test fails. So does one in which an anomaly that must not show had no chance to.
 *
 * <p>Used by the test's thread alone; the banks by many.
 */
public final class Trial {

  private final Set<Anomaly> mayShow = EnumSet.noneOf(Anomaly.class);
  private final List<Control> controls = new ArrayList<>();
  private final List<String> ddl = new ArrayList<>();
  private @Nullable Function<DataSource, Bank> bank;
  private @Nullable AccountTable accounts;
  private @Nullable OwnSchema own;

  /**
   * A bank that has to be caught.
   *
   * @param what how it is called
   * @param clause left out of its statements
   * @param bank opens it; empty for the bank that is tried
   */
  record Control(String what, Optional<String> clause, Optional<Function<DataSource, Bank>> bank) {}

  /** A schema of the team's own. */
  record OwnSchema(DataSource dataSource, String name) {}

  Trial() {}

  /**
   * How to open the bank on the data source of the trial. It is used by all workers, and closed
   * when they are done. What it does for an operation it has to do on the thread that calls it.
   */
  public Trial bank(Function<DataSource, Bank> opening) {
    bank = opening;
    return this;
  }

  /** Makes the team's own tables, in an empty schema, before each run. */
  public Trial schema(String... statements) {
    ddl.addAll(Arrays.asList(statements));
    return this;
  }

  /**
   * Runs the trial on a data source of the team's own instead of the embedded server. PostgreSQL
   * only; {@link #accounts} have to be named.
   *
   * <p>The schema's tables hold in the end what they held before. Another race or trial there waits
   * until this one has ended; nobody else should use them meanwhile. Where they could not be
   * brought back, by a trigger that cannot be switched off and rewrites rows, say, or for want of a
   * right, the trial is refused before anything is changed.
   *
   * @param dataSource a pool is welcome if it has a connection per worker and four more
   * @param schema the one schema that the bank may change
   */
  public Trial on(DataSource dataSource, String schema) {
    own = new OwnSchema(dataSource, schema);
    return this;
  }

  /**
   * Where the bank keeps its balances: a row an account.
   *
   * @param table its name
   * @param id SQL over its columns: the number by which the port calls the account
   * @param cents SQL over its columns: the balance as a whole number of minor units, such as {@code
   *     balance * 100}
   */
  public Trial accounts(String table, String id, String cents) {
    accounts = AccountTable.of(table, id, cents);
    return this;
  }

  /**
   * The same, where a row needs more than id and balance.
   *
   * @param insert opens an account; its two parameters are the id and the cents
   */
  public Trial accounts(String table, String id, String cents, String insert) {
    accounts = AccountTable.of(table, id, cents).opened(insert);
    return this;
  }

  /** An anomaly that the bank does not promise to prevent; all others must not show. */
  public Trial mayShow(Anomaly anomaly) {
    mayShow.add(anomaly);
    return this;
  }

  /** A negative control: with {@code clause} left out of every statement it has to be caught. */
  public Trial mustFailWithout(String clause) {
    if (clause.isBlank()) {
      throw new IllegalArgumentException("an empty clause cannot be left out");
    }
    controls.add(new Control("without '" + clause + "'", Optional.of(clause), Optional.empty()));
    return this;
  }

  /** A negative control: a broken twin on the same tables, which has to be caught. */
  public Trial control(String name, Function<DataSource, Bank> broken) {
    controls.add(new Control(name, Optional.empty(), Optional.of(broken)));
    return this;
  }

  boolean forbids(Anomaly anomaly) {
    return !mayShow.contains(anomaly);
  }

  List<Control> controls() {
    return List.copyOf(controls);
  }

  List<String> ddl() {
    return List.copyOf(ddl);
  }

  /** The team's own table, if it is not ours that is used. */
  Optional<AccountTable> accounts() {
    if (accounts == null && (own != null || !ddl.isEmpty())) {
      throw new IllegalStateException(
          "say where your tables keep the balances: trial.accounts(\"wallet\", \"id\", \"cents\")");
    }
    return Optional.ofNullable(accounts);
  }

  Optional<OwnSchema> own() {
    if (own != null && !ddl.isEmpty()) {
      throw new IllegalStateException(
          "a schema of your own has its tables already: leave out trial.schema(...)");
    }
    return Optional.ofNullable(own);
  }

  /** The bank that is tried. */
  BankStrategy strategy(String name, Isolation level) {
    return strategy(name, level, Optional.empty(), UnaryOperator.identity());
  }

  /**
   * The same on other connections, or another bank in its place.
   *
   * @param through what the bank gets instead of the trial's data source
   */
  BankStrategy strategy(
      String name,
      Isolation level,
      Optional<Function<DataSource, Bank>> other,
      UnaryOperator<DataSource> through) {
    Function<DataSource, Bank> opening = other.orElse(bank);
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
        surroundings -> opening.apply(through.apply(surroundings.dataSource())));
  }
}
