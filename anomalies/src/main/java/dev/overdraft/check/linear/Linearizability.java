package dev.overdraft.check.linear;

import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import java.util.ArrayList;
import java.util.List;

/**
 * Which objects of a history are linearizable. Immutable.
 *
 * @param objects how many there are
 * @param violated how many of them are not linearizable
 * @param undecided of how many nobody can say
 * @param chances reads that began after another write of their object had ended, or pairs of holds
 *     of one lock: what could have shown something
 * @param violations one for each of the first objects that are not linearizable
 * @param reasons why some are undecided, one sentence each, of the first ones
 */
public record Linearizability(
    int objects,
    int violated,
    int undecided,
    long chances,
    List<Violation> violations,
    List<String> reasons) {

  /** More of them say nothing new. */
  private static final int KEPT = 100;

  public Linearizability {
    violations = List.copyOf(violations);
    reasons = List.copyOf(reasons);
  }

  /**
   * Judges each register or row by itself, an operation being what one transaction does to it: its
   * first read of what others left, and the last that it leaves. An unknown operation counts if its
   * effect was read, and a failed one never. A transaction that does not see its own writes is no
   * matter of this judge.
   *
   * @throws IllegalArgumentException if the keys are lists
   */
  public static Linearizability judge(TxnHistory history) {
    if (history.model() == Model.LIST_APPEND) {
      throw new IllegalArgumentException("lists are no registers");
    }
    var byObject = new ByObject(history);
    var operations = new ObjectOperations(history);
    var words = new Words(history, operations);
    var tally = new Tally();
    for (int key = 0; key < history.keys(); key++) {
      byObject.load(key, operations);
      ObjectVerdict verdict =
          history.model() == Model.REGISTER
              ? new RegisterOrder(operations, words, history.keyName(key)).decide()
              : new VersionOrder(operations, words, history.keyName(key)).decide();
      tally.add(verdict, operations.staleChances());
    }
    return tally.result();
  }

  /** How many objects are linearizable for certain. */
  public int holding() {
    return objects - violated - undecided;
  }

  /** Whether every object is linearizable, which is more than that no violation was found. */
  public boolean holds() {
    return holding() == objects;
  }

  /**
   * Whether a level on an axis allows an object that is not linearizable. Every violation is a
   * cycle with at most one anti-dependency once real time counts; so consistent view forbids it,
   * and repeatable read, where they are strict.
   */
  public static boolean isAllowedAt(Level level, Axis axis) {
    return axis != Axis.STRICT
        || !(level.implies(Level.CONSISTENT_VIEW) || level.implies(Level.REPEATABLE_READ));
  }

  /** Adds objects up. */
  static final class Tally {
    private final List<Violation> violations = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private int objects;
    private int violated;
    private int undecided;
    private long chances;

    void add(ObjectVerdict verdict, long itsChances) {
      objects++;
      chances += itsChances;
      if (verdict.violation().isPresent()) {
        violated++;
        keep(violations, verdict.violation().get());
      } else if (!verdict.undecided().isEmpty()) {
        undecided++;
        keep(reasons, verdict.undecided());
      }
    }

    private static <T> void keep(List<T> list, T each) {
      if (list.size() < KEPT) {
        list.add(each);
      }
    }

    Linearizability result() {
      return new Linearizability(objects, violated, undecided, chances, violations, reasons);
    }
  }
}
