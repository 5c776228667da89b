package dev.overdraft.history.txn;

import dev.overdraft.history.Outcome;
import java.util.Arrays;

/**
 * Fills a {@link TxnHistory}, one transaction after the other: {@code begin}, its micro-operations
 * in program order, {@code end}. Transactions may come in any order, except that those of one
 * process come in its own order where the history is not {@linkplain #untimed() timed}. Not for use
 * by several threads; of no use after {@link #build()}.
 *
 * <p>Give only what was learned: leave a read out whose result is unknown, as it is in the
 * invocation of a transaction that failed.
 */
public final class TxnHistoryBuilder {

  /** What row versions name as the writer of what was there before the first transaction. */
  public static final long OPENING_MARK = Long.MIN_VALUE;

  /** The number of {@link #OPENING_MARK}. */
  static final int OPENING = 0;

  private final Model model;
  private final TxnColumns txns = new TxnColumns();
  private final OpColumns ops = new OpColumns();
  private final Keys keys = new Keys();
  private final Groups groups = new Groups();
  private final Unnumbered unnumbered = new Unnumbered(ops);
  private final LongTable writers = new LongTable();
  private int[] txnOfWriter = new int[16];
  private int writer;
  private boolean timed = true;
  private boolean open;

  TxnHistoryBuilder(Model model) {
    this.model = model;
    writers.intern(OPENING_MARK);
    Arrays.fill(txnOfWriter, TxnHistory.NOBODY);
  }

  /** Says that times mean nothing: only the order within a process is known. */
  public TxnHistoryBuilder untimed() {
    timed = false;
    return this;
  }

  /** Begins a transaction whose row versions name its index as their writer. */
  public TxnHistoryBuilder begin(long index, int process, long invokedNanos) {
    return begin(index, process, invokedNanos, index);
  }

  /**
   * Begins a transaction.
   *
   * @param index unique in the history
   * @param process the logical client, which has one transaction open at a time
   * @param invokedNanos when it was asked for, on a monotonic clock, or its place in the order of
   *     all events
   * @param mark what the row versions that it writes name as their writer, if that is not its
   *     index: an operation has a mark for each of its attempts
   */
  public TxnHistoryBuilder begin(long index, int process, long invokedNanos, long mark) {
    if (open) {
      throw new IllegalStateException("the previous transaction has not ended");
    }
    open = true;
    txns.begin(index, process, invokedNanos, ops.size());
    if (model == Model.VERSIONED) {
      writer = writer(mark);
      txnOfWriter[writer] = txns.firstOp.size() - 1;
    }
    return this;
  }

  /** Appends to a list. */
  public TxnHistoryBuilder append(long key, long value) {
    return add(Model.LIST_APPEND, Micro.APPEND, keys.intern(key), value, 0);
  }

  /** Appends to a list. */
  public TxnHistoryBuilder append(String key, long value) {
    return add(Model.LIST_APPEND, Micro.APPEND, keys.intern(key), value, 0);
  }

  /** Reads a whole list; nil is the empty list. */
  public TxnHistoryBuilder readList(long key, long... elements) {
    return readList(keys.intern(key), elements.length, elements);
  }

  /** Reads a whole list; nil is the empty list. */
  public TxnHistoryBuilder readList(String key, long... elements) {
    return readList(keys.intern(key), elements.length, elements);
  }

  private TxnHistoryBuilder readList(int key, int size, long[] elements) {
    long start = ops.elements.size();
    for (int i = 0; i < size; i++) {
      ops.elements.add(elements[i]);
    }
    return add(Model.LIST_APPEND, Micro.READ_LIST, key, start, size);
  }

  /** Writes a register. */
  public TxnHistoryBuilder write(long key, long value) {
    return add(Model.REGISTER, Micro.WRITE, keys.intern(key), value, 0);
  }

  /** Writes a register. */
  public TxnHistoryBuilder write(String key, long value) {
    return add(Model.REGISTER, Micro.WRITE, keys.intern(key), value, 0);
  }

  /** Reads a register. */
  public TxnHistoryBuilder read(long key, long value) {
    return add(Model.REGISTER, Micro.READ, keys.intern(key), value, 0);
  }

  /** Reads a register. */
  public TxnHistoryBuilder read(String key, long value) {
    return add(Model.REGISTER, Micro.READ, keys.intern(key), value, 0);
  }

  /** Finds a register unwritten. */
  public TxnHistoryBuilder readNil(long key) {
    return add(Model.REGISTER, Micro.READ_NIL, keys.intern(key), 0, 0);
  }

  /** Finds a register unwritten. */
  public TxnHistoryBuilder readNil(String key) {
    return add(Model.REGISTER, Micro.READ_NIL, keys.intern(key), 0, 0);
  }

  /** Installs the next version of a row. */
  public TxnHistoryBuilder writeVersion(long key, long version) {
    return add(Model.VERSIONED, Micro.WRITE_VERSION, keys.intern(key), version, writer);
  }

  /** Installs the next version of a row. */
  public TxnHistoryBuilder writeVersion(String key, long version) {
    return add(Model.VERSIONED, Micro.WRITE_VERSION, keys.intern(key), version, writer);
  }

  /**
   * Reads a version of a row.
   *
   * @param mark who wrote it: a transaction's mark, {@link #OPENING_MARK} for what was there before
   */
  public TxnHistoryBuilder readVersion(long key, long version, long mark) {
    return add(Model.VERSIONED, Micro.READ_VERSION, keys.intern(key), version, writer(mark));
  }

  /** The same for a row whose name is a word. */
  public TxnHistoryBuilder readVersion(String key, long version, long mark) {
    return add(Model.VERSIONED, Micro.READ_VERSION, keys.intern(key), version, writer(mark));
  }

  /**
   * Says that a row was there before the first transaction, as its version 0, in that group. A row
   * of which this is not said was not there.
   */
  public TxnHistoryBuilder opening(long key, long group) {
    groups.opening(keys.intern(key), group);
    return this;
  }

  /** The same for a row whose name is a word. */
  public TxnHistoryBuilder opening(String key, long group) {
    groups.opening(keys.intern(key), group);
    return this;
  }

  /**
   * Installs the next version of a row and puts the row into a group.
   *
   * @param group one that {@link #readGroup} may ask for; {@link TxnHistory#NO_GROUP} if the row is
   *     deleted
   */
  public TxnHistoryBuilder writeVersion(long key, long version, long group) {
    groups.written(ops.size(), group);
    return writeVersion(key, version);
  }

  /** The same for a row whose name is a word. */
  public TxnHistoryBuilder writeVersion(String key, long version, long group) {
    groups.written(ops.size(), group);
    return writeVersion(key, version);
  }

  /** The same where the number of the version was not learned, nor whether there was a row. */
  public TxnHistoryBuilder writeSomeVersion(long key, long group) {
    unnumbered.add(ops.size());
    return writeVersion(key, TxnHistory.NO_VERSION, group);
  }

  /** The same for a row whose name is a word. */
  public TxnHistoryBuilder writeSomeVersion(String key, long group) {
    unnumbered.add(ops.size());
    return writeVersion(key, TxnHistory.NO_VERSION, group);
  }

  /**
   * Reads which rows are in a group: those whose versions the next {@code rows} calls of {@link
   * #readVersion} tell, and no others.
   */
  public TxnHistoryBuilder readGroup(long group, int rows) {
    groups.read();
    return add(Model.VERSIONED, Micro.READ_GROUP, keys.intern("group " + group), group, rows);
  }

  /** Ends the transaction; the time of an unknown outcome is ignored. */
  public TxnHistoryBuilder end(Outcome outcome, long completedNanos) {
    if (!open) {
      throw new IllegalStateException("no transaction has begun");
    }
    open = false;
    txns.end(outcome, completedNanos);
    return this;
  }

  /** The history of all transactions that have ended. */
  public TxnHistory build() {
    if (open) {
      throw new IllegalStateException("the last transaction has not ended");
    }
    unnumbered.settle();
    txns.trim();
    ops.trim();
    groups.trim();
    return new TxnHistory(this);
  }

  private TxnHistoryBuilder add(Model of, Micro what, int key, long value, int extra) {
    if (of != model || !open) {
      throw new IllegalStateException(
          open ? what + " in a history of model " + model.word() : "no transaction has begun");
    }
    ops.add(what, key, value, extra);
    return this;
  }

  private int writer(long mark) {
    int number = writers.intern(mark);
    while (number >= txnOfWriter.length) {
      int known = txnOfWriter.length;
      txnOfWriter = Arrays.copyOf(txnOfWriter, known * 2);
      Arrays.fill(txnOfWriter, known, known * 2, TxnHistory.NOBODY);
    }
    return number;
  }

  Model model() {
    return model;
  }

  boolean timed() {
    return timed;
  }

  TxnColumns txns() {
    return txns;
  }

  OpColumns ops() {
    return ops;
  }

  Keys keys() {
    return keys;
  }

  int[] txnOfWriter() {
    return txnOfWriter;
  }

  Groups groups() {
    return groups;
  }
}
