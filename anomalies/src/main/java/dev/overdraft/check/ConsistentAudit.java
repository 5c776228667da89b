package dev.overdraft.check;

import dev.overdraft.history.Access;
import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.Operation;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.RowVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Consistent audits: no audit sees one leg of a transfer without the other.
 *
 * <p>An audit is the vector of revisions that it read. Every transfer puts a hash of its id on the
 * debit's version and takes it off on the credit's, so the prefix sums up to the vector add up to
 * zero unless a transfer is torn: one look an account instead of one a transfer. Only an audit that
 * does not add up is searched for the transfer. Money that was lost earlier makes totals wrong, but
 * tears nothing, and is not reported here again.
 */
public final class ConsistentAudit implements Checker {

  @Override
  public Anomaly anomaly() {
    return Anomaly.CONSISTENT_AUDIT;
  }

  @Override
  public Verdict check(History history) {
    Chains chains = Chains.of(history);
    Map<Long, long[]> prefixes = prefixes(chains);
    List<Execution> transfers = transfers(history);
    long chances = 0;
    long count = 0;
    Witness first = null;
    for (Execution audit : history.executions()) {
      if (!(audit.operation() instanceof Operation.Audit) || audit.outcome() != Outcome.OK) {
        continue;
      }
      Map<Long, RowVersion> seen = seen(audit);
      if (seen.isEmpty()) {
        continue;
      }
      chances += transfers.stream().anyMatch(audit::overlaps) ? 1 : 0;
      if (sum(chains, prefixes, seen) != 0) {
        Witness torn = tear(chains, audit, seen);
        if (torn != null) {
          count++;
          first = first == null ? torn : first;
        }
      }
    }
    return first == null
        ? Verdict.notFound(chances, "no audit overlapped a transfer")
        : new Verdict.Found(first, count, Math.max(count, chances));
  }

  private static List<Execution> transfers(History history) {
    return history.executions().stream()
        .filter(e -> e.operation() instanceof Operation.Transfer && e.outcome() != Outcome.FAIL)
        .toList();
  }

  private static Map<Long, RowVersion> seen(Execution audit) {
    return audit.accesses().stream()
        .filter(a -> a.kind() == Access.Kind.READ)
        .map(Access::version)
        .collect(Collectors.toMap(RowVersion::account, v -> v, (a, b) -> b));
  }

  /** Per account, the running sum of signed hashes by position in its chain. */
  private static Map<Long, long[]> prefixes(Chains chains) {
    Map<Long, long[]> prefixes = new HashMap<>();
    for (Chain chain : chains.all()) {
      long[] sums = new long[chain.links().size()];
      for (int at = 1; at < sums.length; at++) {
        sums[at] = sums[at - 1] + signedHash(chains, chain.links().get(at));
      }
      prefixes.put(chain.account(), sums);
    }
    return prefixes;
  }

  private static long signedHash(Chains chains, Chain.Link link) {
    boolean transfer =
        chains.writer(link.version()).filter(e -> isTwoSided(e.operation())).isPresent();
    if (!transfer) {
      return 0;
    }
    long hash = mix(link.version().writer());
    return link.meant() < 0 ? hash : -hash;
  }

  private static boolean isTwoSided(Operation operation) {
    return operation instanceof Operation.Transfer t && t.from() != t.to();
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }

  private static long sum(Chains chains, Map<Long, long[]> prefixes, Map<Long, RowVersion> seen) {
    long sum = 0;
    for (RowVersion v : seen.values()) {
      int at = chains.of(v.account()).map(c -> c.position(v.revision())).orElse(-1);
      long[] sums = prefixes.getOrDefault(v.account(), new long[0]);
      if (at >= 0 && at < sums.length) {
        sum += sums[at];
      }
    }
    return sum;
  }

  private static @Nullable Witness tear(
      Chains chains, Execution audit, Map<Long, RowVersion> seen) {
    Map<Long, List<Chain.Link>> inside = new HashMap<>();
    Set<Long> half = new HashSet<>();
    Map<Long, Chain.Link> outside = new HashMap<>();
    for (RowVersion v : seen.values()) {
      for (Chain.Link link : chains.of(v.account()).map(Chain::links).orElse(List.of())) {
        if (chains.writer(link.version()).filter(e -> isTwoSided(e.operation())).isEmpty()) {
          continue;
        }
        long writer = link.version().writer();
        if (link.version().revision() <= v.revision()) {
          inside.computeIfAbsent(writer, w -> new ArrayList<>()).add(link);
        } else {
          outside.put(writer, link);
        }
      }
    }
    inside.forEach(
        (writer, links) -> {
          if (links.size() == 1) {
            half.add(writer);
          }
        });
    half.retainAll(outside.keySet());
    return half.stream()
        .min(Long::compare)
        .map(
            writer ->
                witness(
                    chains,
                    audit,
                    seen,
                    inside.getOrDefault(writer, List.of()).get(0),
                    outside.get(writer)))
        .orElse(null);
  }

  private static Witness witness(
      Chains chains,
      Execution audit,
      Map<Long, RowVersion> seen,
      Chain.Link in,
      Chain.@Nullable Link out) {
    List<Execution> culprits = new ArrayList<>(List.of(audit));
    chains.writer(in.version()).ifPresent(culprits::add);
    List<RowVersion> rows = new ArrayList<>(List.of(in.version()));
    Set<Long> accounts = new HashSet<>(Set.of(in.version().account()));
    if (out != null) {
      rows.add(out.version());
      accounts.add(out.version().account());
    }
    long total = seen.values().stream().mapToLong(RowVersion::cents).sum();
    return new Witness(
        "%s saw %s on account %d (revision %d) but not the other leg of %s: its total of %d never was"
            .formatted(
                audit,
                Money.signed(in.meant()),
                in.version().account(),
                in.version().revision(),
                culprits.size() > 1 ? culprits.get(1) : "the transfer",
                total),
        Lanes.culprits(culprits),
        rows,
        Lanes.steps(culprits, accounts),
        in.meant());
  }
}
