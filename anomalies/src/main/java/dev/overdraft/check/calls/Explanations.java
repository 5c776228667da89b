package dev.overdraft.check.calls;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The smallest sets of suspects that add up to a discrepancy, up to four of them, and how many such
 * sets there are: with small amounts many, with fingerprint amounts one.
 *
 * <p>Of n suspects, one is found by looking it up, two by looking up a partner for each, three by a
 * partner for each pair, four by meeting in the middle, where pairs meet pairs: n² steps. With more
 * than {@value #MANY} suspects, sets of three and four are not looked for.
 *
 * @see <a href="https://doi.org/10.1145/321812.321823">Horowitz and Sahni 1974</a>
 */
final class Explanations {

  /** Sets of equal size that are counted; more say no more. */
  static final int MOST = 1_000;

  private static final int MANY = 2_000;
  private static final int LARGEST = 4;

  private final List<Suspect> suspects;
  private final long discrepancy;
  private final Map<Long, List<Integer>> bySum = new HashMap<>();
  private final List<List<Suspect>> found = new ArrayList<>();

  private Explanations(long discrepancy, List<Suspect> suspects) {
    this.discrepancy = discrepancy;
    this.suspects = suspects;
    for (int i = 0; i < suspects.size(); i++) {
      bySum.computeIfAbsent(suspects.get(i).cents(), c -> new ArrayList<>()).add(i);
    }
  }

  /**
   * What explains a discrepancy.
   *
   * @param suspects one of the smallest sets
   * @param count how many sets of that size there are, {@link #MOST} if as many or more
   */
  record Found(List<Suspect> suspects, int count) {
    Found {
      suspects = List.copyOf(suspects);
    }

    /** {@code 1 of 152 explanations}, or that it is the only one. */
    String ambiguity() {
      if (count == 1) {
        return "the only explanation by so few";
      }
      return "1 of " + (count >= MOST ? "at least " : "") + count + " explanations";
    }
  }

  /** Nothing if no set of up to four adds up to it. */
  static Optional<Found> of(long discrepancy, List<Suspect> suspects) {
    var search = new Explanations(discrepancy, suspects);
    int largest = suspects.size() > MANY ? 2 : LARGEST;
    for (int size = 1; size <= largest && search.found.isEmpty(); size++) {
      search.sets(size);
    }
    return search.found.isEmpty()
        ? Optional.empty()
        : Optional.of(new Found(search.found.get(0), search.found.size()));
  }

  private void sets(int size) {
    switch (size) {
      case 1 -> last(discrepancy, -1);
      case 2 -> {
        for (int i = 0; i < suspects.size(); i++) {
          last(discrepancy - cents(i), i, i);
        }
      }
      case 3 -> {
        for (int i = 0; i < suspects.size(); i++) {
          for (int j = i + 1; j < suspects.size() && found.size() < MOST; j++) {
            last(discrepancy - cents(i) - cents(j), j, i, j);
          }
        }
      }
      default -> pairsOfPairs();
    }
  }

  /** Completes a set by one suspect that comes after all of it. */
  private void last(long rest, int after, int... chosen) {
    for (int i : bySum.getOrDefault(rest, List.of())) {
      if (i > after) {
        add(i, chosen);
      }
    }
  }

  /** Every pair meets the pairs of those that come before both of it. */
  private void pairsOfPairs() {
    int n = suspects.size();
    var pairs = new PairTable(n * (n - 1) / 2);
    for (int i = 0; i < n && found.size() < MOST; i++) {
      for (int j = i + 1; j < n && found.size() < MOST; j++) {
        int third = i;
        int fourth = j;
        pairs.forEach(discrepancy - cents(i) - cents(j), (a, b) -> add(a, b, third, fourth));
      }
      for (int a = 0; a < i; a++) {
        pairs.add(cents(a) + cents(i), a, i);
      }
    }
  }

  private void add(int one, int... others) {
    List<Suspect> set = new ArrayList<>();
    for (int other : others) {
      set.add(suspects.get(other));
    }
    set.add(suspects.get(one));
    long transfers = set.stream().map(Suspect::transfer).distinct().count();
    if (transfers == set.size() && found.size() < MOST) {
      found.add(set);
    }
  }

  private long cents(int at) {
    return suspects.get(at).cents();
  }
}
