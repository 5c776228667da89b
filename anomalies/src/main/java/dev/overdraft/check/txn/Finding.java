package dev.overdraft.check.txn;

import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import java.util.List;
import java.util.Set;

/**
 * One anomaly with its proof.
 *
 * @param axis the order between transactions that the proof needs
 * @param count how often it was found on that axis; each component of the graph is searched for one
 *     of its cycles, pairs of transactions are all counted
 * @param sentence the whole story in one sentence
 * @param culprits the transactions that make it up, in the order of the proof
 * @param reasons the edges of the cycle, or nothing where one operation says it all
 * @param contradiction why that cannot be
 * @param serialOrders what each order of the culprits would have given instead; empty for many
 * @param remedy what forbids it
 * @param reproduced whether the culprits alone, judged again, show the same
 * @param forbiddenBy the weakest levels that do not allow it, on its axis: those of its phenomenon
 *     and what more the culprits saw and missed
 */
public record Finding(
    Phenomenon phenomenon,
    Axis axis,
    long count,
    String sentence,
    List<Culprit> culprits,
    List<Reason> reasons,
    String contradiction,
    List<String> serialOrders,
    String remedy,
    boolean reproduced,
    Set<Level> forbiddenBy) {

  public Finding {
    culprits = List.copyOf(culprits);
    reasons = List.copyOf(reasons);
    serialOrders = List.copyOf(serialOrders);
    forbiddenBy = Set.copyOf(forbiddenBy);
  }

  /** Its code with the order that it needs: {@code G-single-realtime}. */
  public String code() {
    return phenomenon.code() + axis.suffix();
  }

  /** Whether a database that promises {@code level} on {@code promised} may show it. */
  public boolean isAllowedAt(Level level, Axis promised) {
    return isAllowed(forbiddenBy, axis, level, promised);
  }

  static boolean isAllowed(Set<Level> forbiddenBy, Axis found, Level level, Axis promised) {
    return found.compareTo(promised) > 0 || forbiddenBy.stream().noneMatch(level::implies);
  }

  Finding reproduced(boolean again) {
    return new Finding(
        phenomenon,
        axis,
        count,
        sentence,
        culprits,
        reasons,
        contradiction,
        serialOrders,
        remedy,
        again,
        forbiddenBy);
  }
}
