package dev.overdraft.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One recorded run: what was asked and answered, and what the database held before and after.
 * Immutable.
 *
 * <p>The two halves are independent witnesses. {@link #executions()} is what clients know; {@link
 * #ledger()} and {@link #closing()} are what the server kept. Checkers live off the difference.
 */
public final class History {

  private final Map<Long, Long> opening;
  private final List<Execution> executions;
  private final Map<Long, Execution> byId;
  private final List<LedgerEntry> ledger;
  private final Optional<Map<Long, RowVersion>> closing;
  private final List<String> joinFaults;
  private final List<String> faults;

  /**
   * Joins events into executions.
   *
   * @param opening the balance of every account before the first operation, in minor units
   * @param events in any order; sorted here by time, those of one instant stay in the order given
   * @param ledger the final transfer log, empty if it was never read
   * @param closing every account's row after all workers had stopped; empty if the run did not get
   *     that far
   */
  public History(
      Map<Long, Long> opening,
      List<Event> events,
      List<LedgerEntry> ledger,
      Optional<Map<Long, RowVersion>> closing) {
    this(opening, new Join(events), ledger, closing);
  }

  private History(
      Map<Long, Long> opening,
      Join joined,
      List<LedgerEntry> ledger,
      Optional<Map<Long, RowVersion>> closing) {
    this(opening, joined.executions(), joined.faults(), ledger, closing);
  }

  private History(
      Map<Long, Long> opening,
      List<Execution> executions,
      List<String> faults,
      List<LedgerEntry> ledger,
      Optional<Map<Long, RowVersion>> closing) {
    this.opening = Map.copyOf(opening);
    this.ledger = List.copyOf(ledger);
    this.closing = closing.map(Map::copyOf);
    this.executions = List.copyOf(executions);
    this.joinFaults = List.copyOf(faults);
    List<String> found = new ArrayList<>(faults);
    found.addAll(logFaults(this.ledger));
    this.faults = List.copyOf(found);
    this.byId = new HashMap<>();
    executions.forEach(e -> byId.put(e.id(), e));
  }

  /**
   * The same history, of whose operations more is known.
   *
   * @param more gets each execution, and returns one of the same operation
   */
  public History retold(UnaryOperator<Execution> more) {
    List<Execution> told = executions.stream().map(more).toList();
    return new History(opening, told, joinFaults, ledger, closing);
  }

  /**
   * The same recording with other executions, log and final rows, for judging what might have been:
   * a part of it, or one in which something goes wrong.
   *
   * @param executions in order of invocation, each id once
   */
  public History with(
      List<Execution> executions,
      List<LedgerEntry> ledger,
      Optional<Map<Long, RowVersion>> closing) {
    return new History(opening, executions, List.of(), ledger, closing);
  }

  /** Opening balance in minor units, by account. */
  public Map<Long, Long> opening() {
    return opening;
  }

  /** All operations in order of invocation. */
  public List<Execution> executions() {
    return executions;
  }

  /** The operation of that id, if this history asked for one. */
  public Optional<Execution> execution(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The server's own record, one entry a committed transaction. */
  public List<LedgerEntry> ledger() {
    return ledger;
  }

  /** The final audit: each account's row when nobody was left to change it. */
  public Optional<Map<Long, RowVersion>> closing() {
    return closing;
  }

  /**
   * What is wrong with the recording itself: a completion without invocation, a process that goes
   * on after info, two versions of a row with one revision.
   */
  public List<String> faults() {
    return faults;
  }

  /** How many operations ended so. */
  public long count(Outcome outcome) {
    return executions.stream().filter(e -> e.outcome() == outcome).count();
  }

  /**
   * Revisions are counted by the database: one that is there twice was counted by somebody else.
   */
  private static List<String> logFaults(List<LedgerEntry> ledger) {
    record Row(long account, long revision) {}
    List<String> faults = new ArrayList<>();
    Set<Row> known = new HashSet<>();
    for (LedgerEntry entry : ledger) {
      for (RowVersion v : entry.versions()) {
        if (v.revision() < 1) {
          faults.add("account %d is logged with revision %d".formatted(v.account(), v.revision()));
        } else if (!known.add(new Row(v.account(), v.revision()))) {
          faults.add("account %d has two revisions %d".formatted(v.account(), v.revision()));
        }
      }
    }
    return faults;
  }
}
