package dev.overdraft.explore.bank;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Claim;
import dev.overdraft.explore.Scenario;
import dev.overdraft.history.Isolation;
import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.BankStrategy;
import dev.overdraft.workload.bank.Receipt;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A few operations at the same time on two accounts that hold 100 each.
 *
 * @param name in kebab case
 * @param summary one sentence, without a full stop
 * @param actors who asks for what; names are unique
 */
public record BankScenario(String name, String summary, List<Asking> actors) {

  /** One actor and its one operation. */
  public record Asking(String actor, Operation operation) {}

  /** The tables that a strategy works on. */
  public static final String DDL =
      "create table account"
          + " (id bigint primary key, balance bigint not null, version bigint default 0 not null)";

  private static final List<BankScenario> ALL =
      List.of(
          new BankScenario(
              "two-withdrawals",
              "two withdrawals of 80 from 100: only one can be paid",
              List.of(
                  new Asking("alice", new Operation.Withdraw(1, 1, 80)),
                  new Asking("bob", new Operation.Withdraw(2, 1, 80)))),
          new BankScenario(
              "crossing-transfers",
              "two transfers in opposite directions",
              List.of(
                  new Asking("alice", new Operation.Transfer(1, 1, 2, 80)),
                  new Asking("bob", new Operation.Transfer(2, 2, 1, 50)))),
          new BankScenario(
              "transfer-beside-audit",
              "a transfer while somebody adds up all balances",
              List.of(
                  new Asking("alice", new Operation.Transfer(1, 1, 2, 80)),
                  new Asking("auditor", new Operation.Audit(2)))),
          new BankScenario(
              "three-actors",
              "two transfers that cross and a withdrawal that one of them may make impossible",
              List.of(
                  new Asking("alice", new Operation.Transfer(1, 1, 2, 80)),
                  new Asking("bob", new Operation.Transfer(2, 2, 1, 50)),
                  new Asking("carol", new Operation.Withdraw(3, 1, 50)))));

  private static final BankScenario DOUBLE_REQUEST =
      new BankScenario(
          "double-request",
          "one deposit of 80 that is asked for twice at the same time",
          List.of(
              new Asking("alice", new Operation.Deposit(1, 1, 80)),
              new Asking("alice-again", new Operation.Deposit(1, 1, 80))));

  public BankScenario {
    actors = List.copyOf(actors);
  }

  /** All of them, the smallest first. */
  public static List<BankScenario> all() {
    return Stream.concat(ALL.stream(), Stream.of(DOUBLE_REQUEST)).toList();
  }

  /**
   * Those that can be asked of a strategy: a good one that makes no promise about audits is not
   * asked for one, and only one that knows requests by their keys is sent one twice.
   */
  public static List<BankScenario> of(BankStrategy strategy, Isolation level) {
    boolean auditsToo =
        strategy.kind() == BankStrategy.Kind.BROKEN
            || strategy.claims().apply(level).get(Anomaly.CONSISTENT_AUDIT) != Claim.MAY;
    Stream<BankScenario> keyed = strategy.needs().keyed() ? Stream.of(DOUBLE_REQUEST) : Stream.of();
    return Stream.concat(ALL.stream().filter(s -> auditsToo || !s.audits()), keyed).toList();
  }

  private boolean audits() {
    return actors.stream().anyMatch(a -> a.operation() instanceof Operation.Audit);
  }

  /**
   * The scenario with a bank in it.
   *
   * <p>At the level that a strategy is written for, a serialization failure or a deadlock is for
   * the strategy to handle, by running its transaction again or by not getting into it.
   */
  public Scenario of(BankStrategy strategy, Isolation level, Bank bank) {
    Scenario scenario =
        Scenario.named(strategy.name() + "." + name)
            .given("insert into account (id, balance) values (1, 100), (2, 100)");
    if (level == strategy.isolation()) {
      scenario = scenario.mustRetry("40001").mustRetry("40P01");
    }
    for (Asking asking : actors) {
      scenario = scenario.actor(asking.actor(), () -> ask(bank, asking.operation()));
    }
    for (String rule : strategy.needs().rules()) {
      scenario = scenario.invariant(rule, rule);
    }
    return scenario
        .invariant(
            "no negative balance",
            "select count(*) = 0 from (%s) balances where balance < 0"
                .formatted(strategy.needs().money().balances()))
        .serialEquivalence();
  }

  private static String ask(Bank bank, Operation operation) throws Exception {
    if (operation instanceof Operation.Transfer t) {
      return text(bank.transfer(t));
    }
    if (operation instanceof Operation.Withdraw w) {
      return text(bank.withdraw(w));
    }
    if (operation instanceof Operation.Deposit d) {
      return text(bank.deposit(d));
    }
    return new TreeMap<>(bank.audit()).toString();
  }

  private static String text(Receipt receipt) {
    return receipt.accepted() ? "done" : "refused: " + receipt.reason();
  }
}
