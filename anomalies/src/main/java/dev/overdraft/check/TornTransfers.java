package dev.overdraft.check;

import dev.overdraft.history.Access;
import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the transfers that a vector of positions, one an account, cuts in two.
 *
 * <p>Every transfer that was applied whole puts a hash of its id on each version that debits for it
 * and takes it off on each that credits, so the sums up to the vector add up to zero unless some
 * transfer is cut: one look an account instead of one a transfer.
 */
final class TornTransfers {

  private final History history;
  private final Chains chains;
  private final Effects effects;

  /** Per account that whole transfers touch, the running sum of signed hashes by position. */
  private final Map<Long, long[]> sums = new HashMap<>();

  TornTransfers(History history, Chains chains, Effects effects) {
    this.history = history;
    this.chains = chains;
    this.effects = effects;
    for (Chain chain : chains.all()) {
      long[] running = new long[chain.entries() + 1];
      boolean touched = false;
      for (int at = 1; at < running.length; at++) {
        Chain.Link link = chain.links().get(at);
        int side = side(link);
        running[at] = running[at - 1] + side * hash(link.operation());
        touched |= side != 0;
      }
      if (touched) {
        sums.put(chain.account(), running);
      }
    }
  }

  /** Whether the vector has every account that a whole transfer touches. */
  boolean covers(Map<Long, Integer> vector) {
    return vector.keySet().containsAll(sums.keySet());
  }

  /** Whether the vector cuts nothing; certain but for a collision of hashes, if it covers all. */
  boolean addsUp(Map<Long, Integer> vector) {
    long sum = 0;
    for (Map.Entry<Long, long[]> entry : sums.entrySet()) {
      sum += entry.getValue()[vector.getOrDefault(entry.getKey(), 0)];
    }
    return sum == 0;
  }

  /** Debits less credits of a whole transfer that this version applies. */
  private int side(Chain.Link link) {
    int side = link.share().debits() - link.share().credits();
    boolean whole =
        side != 0
            && !effects.of(link.operation()).half()
            && chains.writer(link.version()).filter(TornTransfers::isTwoSided).isPresent();
    return whole ? side : 0;
  }

  private static boolean isTwoSided(Execution e) {
    return e.operation() instanceof Operation.Transfer t && t.from() != t.to();
  }

  /** SplitMix64 (Steele, Lea, Flood 2014). */
  private static long hash(long operation) {
    long z = (operation + 1) * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** One transfer's versions on either side of the cut. */
  private static final class Sides {
    final List<Chain.Link> seen = new ArrayList<>();
    final List<Chain.Link> missed = new ArrayList<>();

    static int sum(List<Chain.Link> links) {
      return links.stream().mapToInt(l -> l.share().debits() - l.share().credits()).sum();
    }

    boolean torn() {
      return sum(seen) != 0 && sum(seen) == -sum(missed);
    }
  }

  /** The torn transfer with the lowest id, by a search through all versions. */
  Optional<Witness> find(Execution audit, Map<Long, Integer> vector) {
    Map<Long, Sides> sides = new TreeMap<>();
    for (Map.Entry<Long, Integer> entry : new TreeMap<>(vector).entrySet()) {
      List<Chain.Link> links = chains.of(entry.getKey()).map(Chain::links).orElse(List.of());
      for (int at = 1; at < links.size(); at++) {
        if (side(links.get(at)) != 0) {
          Sides cut = sides.computeIfAbsent(links.get(at).operation(), op -> new Sides());
          (at <= entry.getValue() ? cut.seen : cut.missed).add(links.get(at));
        }
      }
    }
    return sides.entrySet().stream()
        .filter(e -> e.getValue().torn())
        .findFirst()
        .flatMap(e -> history.execution(e.getKey()).map(t -> witness(audit, t, e.getValue())));
  }

  private static Witness witness(Execution audit, Execution transfer, Sides sides) {
    Chain.Link in = last(sides.seen, Sides.sum(sides.seen));
    Chain.Link out = last(sides.missed, Sides.sum(sides.missed));
    Map<Long, Long> seen = new HashMap<>();
    audit.accesses().stream()
        .filter(a -> a.kind() == Access.Kind.READ)
        .forEach(a -> seen.put(a.version().account(), a.version().cents()));
    long total = seen.values().stream().mapToLong(Long::longValue).sum();
    List<Execution> culprits = List.of(audit, transfer);
    return new Witness(
        "%s saw %s on account %d (revision %d) but not the other leg of %s: its total of %d never was"
            .formatted(
                audit,
                Money.signed(in.meant()),
                in.version().account(),
                in.version().revision(),
                transfer,
                total),
        Lanes.culprits(culprits),
        List.of(in.version(), out.version()),
        Lanes.steps(culprits, Set.of(in.version().account(), out.version().account())),
        in.meant());
  }

  /** The newest on the side that has more: a debit where {@code sign} is positive. */
  private static Chain.Link last(List<Chain.Link> links, int sign) {
    return links.stream()
        .filter(
            l -> Integer.signum(l.share().debits() - l.share().credits()) == Integer.signum(sign))
        .reduce((a, b) -> b)
        .orElseThrow();
  }
}
