package dev.overdraft.explore.bank;

import dev.overdraft.explore.Scenario;
import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.Receipt;
import java.util.List;
import java.util.TreeMap;

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
          + " (id bigint primary key, balance bigint not null, version bigint not null default 0)";

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

  public BankScenario {
    actors = List.copyOf(actors);
  }

  /** All of them, the smallest first. */
  public static List<BankScenario> all() {
    return ALL;
  }

  /** The scenario with a bank in it. */
  public Scenario of(String strategy, Bank bank) {
    Scenario scenario =
        Scenario.named(strategy + "." + name)
            .given("insert into account (id, balance) values (1, 100), (2, 100)");
    for (Asking asking : actors) {
      scenario = scenario.actor(asking.actor(), () -> ask(bank, asking.operation()));
    }
    return scenario
        .invariant("no negative balance", "select count(*) = 0 from account where balance < 0")
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
