package dev.overdraft.check.txn;

import dev.overdraft.check.level.Answer;
import dev.overdraft.history.txn.TxnHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Turns refutations into findings: leaves those out without whom the rest still shows it, and
 * judges who is left as a history of its own. Often that has but one order of versions, and what it
 * shows has a name; else it is said that there is no order.
 */
final class Refutations {

  /** So many sub-histories are judged for one refutation. */
  private static final int TRIALS = 300;

  private final SubHistory sub;
  private final Versions versions;
  private final Options options;

  Refutations(Versions versions, Options options) {
    this.sub = new SubHistory(versions.history);
    this.versions = versions;
    this.options = new Options(options.steps(), options.witnesses(), false);
  }

  /** As it came: for histories that are themselves part of a proof. */
  Finding plain(Refutation refutation) {
    return new NoOrder(versions).of(refutation, members(refutation), false);
  }

  /** With as few transactions as will do. */
  List<Finding> smallest(Refutation refutation) {
    Set<Integer> all = members(refutation);
    if (!shows(refutation, all)) {
      return List.of(plain(refutation));
    }
    Set<Integer> few = smaller(refutation, all);
    Judgement alone = Judge.judge(alone(few), options);
    List<Finding> named =
        alone.notAllowedAt(refutation.level(), refutation.axis()).stream()
            .filter(f -> !f.phenomenon().isRefutation())
            .map(f -> f.reproduced(true))
            .toList();
    if (!named.isEmpty()) {
      return named;
    }
    Set<Integer> culprits = new TreeSet<>(few);
    culprits.addAll(sub.sources(few));
    return List.of(new NoOrder(versions).of(refutation, culprits, true));
  }

  private static Set<Integer> members(Refutation refutation) {
    Set<Integer> members = new TreeSet<>();
    Arrays.stream(refutation.members()).forEach(members::add);
    return members;
  }

  /** Leaves out halves, then quarters, down to single transactions. */
  private Set<Integer> smaller(Refutation refutation, Set<Integer> from) {
    Set<Integer> left = from;
    int trials = TRIALS;
    for (int chunk = Math.max(1, from.size() / 2); ; chunk /= 2) {
      List<Integer> each = new ArrayList<>(left);
      for (int at = 0; at < each.size() && trials-- > 0; at += chunk) {
        Set<Integer> without = new TreeSet<>(left);
        without.removeAll(each.subList(at, Math.min(at + chunk, each.size())));
        if (!without.isEmpty() && shows(refutation, without)) {
          left = without;
        }
      }
      if (chunk == 1 || trials <= 0) {
        return left;
      }
    }
  }

  private boolean shows(Refutation refutation, Set<Integer> txns) {
    return Judge.judge(alone(txns), options).levels().of(refutation.level(), refutation.axis())
        == Answer.BROKEN;
  }

  private TxnHistory alone(Set<Integer> txns) {
    return sub.of(txns, sub.keys(txns), false);
  }
}
