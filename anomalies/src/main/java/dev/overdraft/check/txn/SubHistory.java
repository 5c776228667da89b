package dev.overdraft.check.txn;

import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import dev.overdraft.history.txn.TxnHistoryBuilder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;

/**
 * A few transactions of a history as a history of their own, so that a proof can be judged again.
 *
 * <p>What others had written is taken out of the lists that these read; a register value that they
 * read stays, with its write as a transaction of that one write; a row version stays a number.
 */
final class SubHistory {

  private record Value(int key, long value) {}

  private final TxnHistory history;
  private final Values values;
  private final int[] txnOf;

  SubHistory(TxnHistory history) {
    this.history = history;
    this.values = new Values(history, new Ints());
    this.txnOf = Versions.txnOfOps(history);
  }

  /**
   * Of these transactions alone.
   *
   * @param garbage whether list elements that nobody wrote stay
   */
  TxnHistory of(Set<Integer> txns, boolean garbage) {
    TxnHistoryBuilder sub = TxnHistory.of(history.model());
    if (!history.timed()) {
      sub.untimed();
    }
    Set<Value> written = written(txns);
    Set<Integer> all = new TreeSet<>(txns);
    Set<Integer> stubs = history.model() == Model.REGISTER ? sources(txns) : Set.of();
    all.addAll(stubs);
    for (int t : all) {
      sub.begin(history.index(t), history.process(t), history.invokedNanos(t));
      boolean stub = !txns.contains(t);
      for (int op = history.firstOp(t); op < history.endOp(t); op++) {
        if (!stub || history.micro(op).writes()) {
          int key = history.key(op);
          add(
              sub,
              op,
              value ->
                  written.contains(new Value(key, value))
                      || (garbage && values.writeOp(key, value) < 0));
        }
      }
      sub.end(history.outcome(t), history.completedNanos(t));
    }
    return sub.build();
  }

  private Set<Value> written(Set<Integer> txns) {
    Set<Value> written = new HashSet<>();
    for (int t : txns) {
      for (int op = history.firstOp(t); op < history.endOp(t); op++) {
        if (history.micro(op).writes()) {
          written.add(new Value(history.key(op), history.value(op)));
        }
      }
    }
    return written;
  }

  /** Everybody whose values these have read. */
  Set<Integer> sources(Set<Integer> txns) {
    Set<Integer> sources = new TreeSet<>();
    for (int t : txns) {
      for (int op = history.firstOp(t); op < history.endOp(t); op++) {
        switch (history.micro(op)) {
          case READ -> source(sources, op, history.value(op));
          case READ_LIST -> {
            for (int at = 0; at < history.listSize(op); at++) {
              source(sources, op, history.element(op, at));
            }
          }
          case APPEND, WRITE, READ_NIL, WRITE_VERSION, READ_VERSION -> {}
        }
      }
    }
    return sources;
  }

  private void source(Set<Integer> sources, int op, long value) {
    int write = values.writeOp(history.key(op), value);
    if (write >= 0) {
      sources.add(txnOf[write]);
    }
  }

  private void add(TxnHistoryBuilder sub, int op, LongPredicate stays) {
    String key = history.keyName(history.key(op));
    long value = history.value(op);
    switch (history.micro(op)) {
      case APPEND -> sub.append(key, value);
      case READ_LIST -> sub.readList(key, elements(op, stays));
      case WRITE -> sub.write(key, value);
      case READ -> sub.read(key, value);
      case READ_NIL -> sub.readNil(key);
      case WRITE_VERSION -> sub.writeVersion(key, value);
      case READ_VERSION -> sub.readVersion(key, value, mark(op));
    }
  }

  private long mark(int op) {
    if (history.isOpening(op)) {
      return TxnHistoryBuilder.OPENING_MARK;
    }
    return history.writer(op) < 0 ? Long.MAX_VALUE : history.index(history.writer(op));
  }

  private long[] elements(int op, LongPredicate stays) {
    long[] all = new long[history.listSize(op)];
    int size = 0;
    for (int at = 0; at < all.length; at++) {
      long value = history.element(op, at);
      if (stays.test(value)) {
        all[size++] = value;
      }
    }
    return Arrays.copyOf(all, size);
  }
}
