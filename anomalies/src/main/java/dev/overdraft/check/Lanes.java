package dev.overdraft.check;

import dev.overdraft.history.Access;
import dev.overdraft.history.Execution;
import dev.overdraft.history.RowVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Lays out what a few operations did to a few accounts, one lane each, in the order in which
 * answers arrived.
 */
final class Lanes {
  private Lanes() {}

  static List<Witness.Culprit> culprits(List<Execution> executions) {
    return executions.stream()
        .map(
            e ->
                new Witness.Culprit(
                    e.id(),
                    e.operation().toString(),
                    e.process(),
                    e.outcome().word(),
                    e.attempts(),
                    e.invokedNanos(),
                    e.lastSeenNanos()))
        .toList();
  }

  static List<Witness.Step> steps(List<Execution> executions, Set<Long> accounts) {
    List<Witness.Step> steps = new ArrayList<>();
    for (Execution e : executions) {
      steps.add(new Witness.Step(e.id(), e.invokedNanos(), "invoke", "", e.operation().toString()));
      for (Access access : e.accesses()) {
        if (accounts.contains(access.version().account())) {
          steps.add(step(e, access));
        }
      }
      String answer =
          e.reason().isEmpty() ? e.outcome().word() : e.outcome().word() + ": " + e.reason();
      steps.add(new Witness.Step(e.id(), e.lastSeenNanos(), e.outcome().word(), "", answer));
    }
    steps.sort(Comparator.comparingLong(Witness.Step::nanos));
    return steps;
  }

  private static Witness.Step step(Execution e, Access access) {
    RowVersion v = access.version();
    String text = "account " + v.account() + " revision " + v.revision() + " holds " + v.cents();
    String kind = access.kind() == Access.Kind.READ ? "read" : "write";
    return new Witness.Step(e.id(), access.nanos(), kind, access.sql(), text);
  }
}
