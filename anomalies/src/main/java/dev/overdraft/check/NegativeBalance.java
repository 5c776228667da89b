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
 * No account below zero, in any version that was ever committed. What a transaction wrote over
 * before it committed was never there for anybody else, and does not count.
 *
 * <p>Names the debit that went through the floor and the version that its guard had read: where
 * others wrote between that and the debit, the guard is stale, and they are named too. Where it
 * read the very version that it wrote over, a guard over several accounts may have been passed by
 * two debits at once, which is {@linkplain WriteSkew write skew}; else, and where it read nothing,
 * the guard is missing, and no isolation level would have helped.
 */
public final class NegativeBalance extends BankChecker {

  @Override
  public Anomaly anomaly() {
    return Anomaly.NO_NEGATIVE_BALANCE;
  }

  @Override
  Verdict check(Evidence evidence) {
    History history = evidence.history();
    Chains chains = evidence.chains();
    long count = 0;
    Witness first = null;
    for (Chain chain : chains.all()) {
      long before = chain.balance(0);
      for (int at = 1; at < chain.links().size(); at++) {
        if (chain.links().get(at).visible()) {
          long cents = chain.balance(at);
          if (cents < 0 && cents < before) {
            count++;
            first = first == null ? witness(chains, chain, at) : first;
          }
          before = cents;
        }
      }
    }
    long chances = chains.contendedWrites(true);
    return first == null
        ? Verdict.notFound(history, chances, "no debit met another operation on its row")
        : new Verdict.Found(first, count, Math.max(count, chances));
  }

  private static Witness witness(Chains chains, Chain chain, int at) {
    Chain.Link link = chain.links().get(at);
    RowVersion wrote = link.version();
    Optional<Execution> writer =
        chains.writer(wrote).filter(w -> !link.afterGap() || link.meant() < 0);
    Optional<RowVersion> guard = writer.flatMap(w -> guard(w, link));
    int from = guard.map(g -> chain.floor(g.revision())).filter(i -> i >= 0).orElse(at - 1);
    List<RowVersion> rows =
        chain.links().subList(Math.min(from, at - 1), at + 1).stream()
            .map(Chain.Link::version)
            .toList();
    List<Execution> culprits = new ArrayList<>(writer.stream().toList());
    if (guard.isPresent()) {
      rows.stream()
          .skip(1)
          .flatMap(v -> chains.writer(v).stream())
          .filter(e -> !culprits.contains(e))
          .forEach(culprits::add);
    }
    Optional<WriteSkew> skew =
        culprits.size() == 1 && guard.isPresent()
            ? writer.flatMap(w -> WriteSkew.of(chains, w, link))
            : Optional.empty();
    if (skew.isPresent() && guard.isPresent()) {
      return skewed(link, culprits, guard.get(), skew.get());
    }
    String who = writer.map(Execution::toString).orElse("an unrecorded writer");
    String why = writer.map(w -> ": " + why(w, guard, wrote, culprits)).orElse("");
    return new Witness(
        "account %d holds %d after %s%s".formatted(chain.account(), wrote.cents(), who, why),
        Lanes.culprits(culprits),
        rows,
        Lanes.steps(culprits, Set.of(chain.account())),
        wrote.cents());
  }

  private static Witness skewed(
      Chain.Link link, List<Execution> writer, RowVersion guard, WriteSkew skew) {
    RowVersion wrote = link.version();
    List<Execution> both = List.of(writer.get(0), skew.rival());
    return new Witness(
        "account %d holds %d after %s: %s"
            .formatted(wrote.account(), wrote.cents(), both.get(0), skew.words(guard)),
        Lanes.culprits(both),
        List.of(guard, skew.guard(), skew.missed(), wrote),
        Lanes.steps(both, Set.of(wrote.account(), skew.guard().account())),
        wrote.cents());
  }

  private static String why(
      Execution writer, Optional<RowVersion> guard, RowVersion wrote, List<Execution> culprits) {
    if (writer.accesses().isEmpty()) {
      return "what it read before was not recorded";
    }
    if (guard.isEmpty()) {
      return "it never read the balance that it debited; the guard is missing, not the isolation";
    }
    RowVersion read = guard.get();
    if (culprits.size() == 1) {
      return "it read %d and debited all the same; the guard is missing, not the isolation"
          .formatted(read.cents());
    }
    String rivals = String.join(", ", culprits.stream().skip(1).map(Execution::toString).toList());
    return "its guard read %d (revision %d), but revision %d was already there, written by %s"
        .formatted(read.cents(), read.revision(), wrote.revision() - 1, rivals);
  }

  /** The newest version that it read and that would have allowed the debit, else the newest. */
  private static Optional<RowVersion> guard(Execution writer, Chain.Link link) {
    List<RowVersion> reads =
        writer.accesses().stream()
            .filter(a -> a.kind() == Access.Kind.READ)
            .map(Access::version)
            .filter(v -> v.account() == link.version().account())
            .filter(v -> v.revision() < link.version().revision())
            .toList();
    return reads.stream()
        .filter(v -> v.cents() + link.meant() >= 0)
        .reduce((a, b) -> b)
        .or(() -> reads.stream().reduce((a, b) -> b));
  }
}
