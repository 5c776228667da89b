package dev.overdraft.check;

import dev.overdraft.history.Access;
import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.RowVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * No account below zero, in any version that was ever committed.
 *
 * <p>Names the debit that went through the floor and the version that its guard had read: an older
 * one than it wrote over is a stale guard, and who wrote in between is named too; the very version
 * that it wrote over, or none at all, means that the guard is missing, and no isolation level would
 * have helped.
 */
public final class NegativeBalance implements Checker {

  @Override
  public Anomaly anomaly() {
    return Anomaly.NO_NEGATIVE_BALANCE;
  }

  @Override
  public Verdict check(History history) {
    Chains chains = Chains.of(history);
    long count = 0;
    Witness first = null;
    for (Chain chain : chains.all()) {
      for (int at = 1; at < chain.links().size(); at++) {
        Chain.Link link = chain.links().get(at);
        long before = chain.links().get(at - 1).version().cents();
        if (link.version().cents() < 0 && link.version().cents() < before) {
          count++;
          first = first == null ? witness(chains, chain, at) : first;
        }
      }
    }
    long chances = chains.contendedWrites(true);
    return first == null
        ? Verdict.notFound(chances, "no debit met another operation on its row")
        : new Verdict.Found(first, count, Math.max(count, chances));
  }

  private static Witness witness(Chains chains, Chain chain, int at) {
    RowVersion wrote = chain.links().get(at).version();
    Optional<Execution> writer = chains.writer(wrote);
    Optional<RowVersion> guard = writer.flatMap(w -> guard(w, wrote));
    List<RowVersion> rows = new ArrayList<>();
    int from = guard.map(g -> chain.position(g.revision())).orElse(at - 1);
    for (int i = from < 0 ? at - 1 : from; i <= at; i++) {
      rows.add(chain.links().get(i).version());
    }
    List<Execution> culprits = new ArrayList<>(writer.stream().toList());
    rows.stream()
        .skip(1)
        .flatMap(v -> chains.writer(v).stream())
        .filter(e -> !culprits.contains(e))
        .forEach(culprits::add);
    String who = writer.map(Execution::toString).orElse("an unrecorded writer");
    return new Witness(
        "account %d holds %d after %s: %s"
            .formatted(chain.account(), wrote.cents(), who, why(guard, wrote, culprits)),
        Lanes.culprits(culprits),
        rows,
        Lanes.steps(culprits, Set.of(chain.account())),
        wrote.cents());
  }

  private static String why(
      Optional<RowVersion> guard, RowVersion wrote, List<Execution> culprits) {
    if (guard.isEmpty()) {
      return "it never read the balance that it debited; the guard is missing, not the isolation";
    }
    RowVersion read = guard.get();
    if (read.revision() >= wrote.revision() - 1) {
      return "it read %d and debited all the same; the guard is missing, not the isolation"
          .formatted(read.cents());
    }
    String rivals = String.join(", ", culprits.stream().skip(1).map(Execution::toString).toList());
    return "its guard read %d (revision %d), but revision %d was already there, written by %s"
        .formatted(read.cents(), read.revision(), wrote.revision() - 1, rivals);
  }

  private static Optional<RowVersion> guard(Execution writer, RowVersion wrote) {
    return writer.accesses().stream()
        .filter(a -> a.kind() == Access.Kind.READ)
        .map(Access::version)
        .filter(v -> v.account() == wrote.account() && v.revision() < wrote.revision())
        .reduce((a, b) -> b);
  }
}
