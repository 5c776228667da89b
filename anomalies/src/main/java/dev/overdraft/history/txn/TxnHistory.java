package dev.overdraft.history.txn;

import dev.overdraft.history.Outcome;
import java.util.List;

/**
 * Transactions and their micro-operations in columns, in the order in which they were added.
 * Immutable; safe for use by several threads.
 *
 * <p>A transaction is a position {@code 0 … size()-1} and owns the micro-operations {@code
 * firstOp(t) … endOp(t)-1}, in program order. A key is a number {@code 0 … keys()-1}. Nothing here
 * is checked against anything else: histories are evidence, and may be absurd.
 *
 * <p>Only what was learned is here. What a read of a transaction that did not end {@code ok} would
 * have returned is usually not: such reads are left out when the history is built.
 */
public final class TxnHistory {

  /** The writer of a version that no transaction of this history has written. */
  public static final int NOBODY = -1;

  /** Completion of a transaction whose outcome is unknown: it stays open for ever. */
  public static final long NEVER = Long.MAX_VALUE;

  /** The group of a version that is in none: of a row that is not there, or not there any more. */
  public static final long NO_GROUP = Long.MIN_VALUE;

  /** The number of a version that was not learned, and that nobody read. */
  static final long NO_VERSION = Long.MIN_VALUE;

  private static final Outcome[] OUTCOMES = {Outcome.OK, Outcome.FAIL, Outcome.INFO};

  private final Model model;
  private final boolean timed;
  private final TxnColumns txns;
  private final OpColumns ops;
  private final Keys keys;
  private final Groups groups;
  private final int[] txnOfWriter;
  private final int[] byProcess;
  private final List<DataFault> faults;

  TxnHistory(TxnHistoryBuilder from) {
    this.model = from.model();
    this.timed = from.timed();
    this.txns = from.txns();
    this.ops = from.ops();
    this.keys = from.keys();
    this.groups = from.groups();
    this.txnOfWriter = from.txnOfWriter();
    this.byProcess = ProcessOrder.of(txns, timed);
    this.faults = Recording.faults(txns, timed, byProcess);
  }

  /** An empty history to be filled. */
  public static TxnHistoryBuilder of(Model model) {
    return new TxnHistoryBuilder(model);
  }

  /** What its keys are. */
  public Model model() {
    return model;
  }

  /** Whether invocations and completions of different processes can be compared. */
  public boolean timed() {
    return timed;
  }

  /** How many transactions there are. */
  public int size() {
    return txns.size();
  }

  /** How many micro-operations there are. */
  public int ops() {
    return ops.size();
  }

  /** How many different keys there are. */
  public int keys() {
    return keys.size();
  }

  /** What the recording calls that key. */
  public String keyName(int key) {
    return keys.name(key);
  }

  /** What is wrong with the recording itself. */
  public List<DataFault> faults() {
    return faults;
  }

  /** The number by which the recording knows a transaction. */
  public long index(int txn) {
    return txns.index.get(txn);
  }

  /** The logical client that ran it. */
  public int process(int txn) {
    return txns.process.get(txn);
  }

  /**
   * The transactions again, process by process and each process's in its own order: the one at
   * place {@code at} of that row.
   */
  public int byProcess(int at) {
    return byProcess[at];
  }

  /** When it began, on the clock of the history; or its place in the order of events. */
  public long invokedNanos(int txn) {
    return txns.invoked.get(txn);
  }

  /** When its answer arrived; {@link #NEVER} if its outcome is unknown. */
  public long completedNanos(int txn) {
    return txns.completed.get(txn);
  }

  /** Whether it is known to be over, so that others can come after it. */
  public boolean ends(int txn) {
    return completedNanos(txn) != NEVER;
  }

  /** How it ended. */
  public Outcome outcome(int txn) {
    return OUTCOMES[txns.outcome.get(txn)];
  }

  /** Its first micro-operation. */
  public int firstOp(int txn) {
    return txns.firstOp.get(txn);
  }

  /** One past its last micro-operation. */
  public int endOp(int txn) {
    return txn + 1 < txns.size() ? txns.firstOp.get(txn + 1) : ops.size();
  }

  /** What a micro-operation does. */
  public Micro micro(int op) {
    return Micro.of(ops.micro.get(op));
  }

  /** The key that it does it to. */
  public int key(int op) {
    return ops.key.get(op);
  }

  /**
   * The value appended, written or read; the version of a row; the group asked for. Nothing for
   * lists and nil.
   */
  public long value(int op) {
    return ops.value.get(op);
  }

  /**
   * Whether a micro-operation wrote a version whose number nobody has learned: of a transaction of
   * unknown outcome, which may also have found no row to write.
   */
  public boolean isUnnumbered(int op) {
    return groups.any() && micro(op) == Micro.WRITE_VERSION && value(op) == NO_VERSION;
  }

  /**
   * How many elements a list read returned, or how many rows a read of a group: these are the next
   * micro-operations.
   */
  public int listSize(int op) {
    return ops.extra.get(op);
  }

  /** One element of a list read. */
  public long element(int op, int at) {
    return ops.elements.get(Math.toIntExact(ops.value.get(op)) + at);
  }

  /**
   * The place of the first element in which two list reads differ; the length of the shorter one if
   * it is a prefix of the other.
   */
  public int mismatch(int op, int other) {
    int size = Math.min(listSize(op), listSize(other));
    int differs =
        ops.elements.mismatch(
            Math.toIntExact(ops.value.get(op)), Math.toIntExact(ops.value.get(other)), size);
    return differs < 0 ? size : differs;
  }

  /**
   * The transaction that a row version read or written names as its writer; {@link #NOBODY} if no
   * transaction of this history answers to that mark.
   */
  public int writer(int op) {
    return txnOfWriter[ops.extra.get(op)];
  }

  /** Whether a row version read is marked as there before any transaction. */
  public boolean isOpening(int op) {
    return ops.extra.get(op) == TxnHistoryBuilder.OPENING;
  }

  /** Whether rows are in groups, and transactions asked which rows are in one. */
  public boolean hasGroups() {
    return groups.any();
  }

  /** The group of the row version that a micro-operation wrote, or {@link #NO_GROUP}. */
  public long group(int op) {
    return groups.ofOp(op);
  }

  /** The group of a row before the first transaction; {@link #NO_GROUP} if it was not there. */
  public long openingGroup(int key) {
    return groups.ofKey(key);
  }
}
