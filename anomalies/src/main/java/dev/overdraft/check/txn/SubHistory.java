package dev.overdraft.check.txn;

import dev.overdraft.history.txn.Micro;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import dev.overdraft.history.txn.TxnHistoryBuilder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/**
 * A few transactions of a history as a history of their own, so that a proof can be judged again.
 *
 * <p>What others had written is taken out of the lists that these read; a register value that they
 * read stays, with its write as a transaction of that one write; a row version stays a number, and
 * where rows are in groups all other writes of those rows stay too.
 */
final class SubHistory {

  private record Value(int key, long value) {}

  private final TxnHistory history;
  private final Values values;
  private final int[] txnOf;

  SubHistory(TxnHistory history) {
    this.history = history;
    this.txnOf = Versions.txnOfOps(history);
    this.values = new Values(history, txnOf, new Ints());
  }

  /**
   * Of these transactions alone, and of what they did to those keys.
   *
   * @param garbage whether list elements that nobody wrote stay
   */
  TxnHistory of(Set<Integer> txns, Set<Integer> keys, boolean garbage) {
    TxnHistoryBuilder sub = TxnHistory.of(history.model());
    if (!history.timed()) {
      sub.untimed();
    }
    Set<Value> written = written(txns);
    Set<Integer> all = new TreeSet<>(txns);
    Set<Integer> stubs = stubs(txns, keys);
    all.addAll(stubs);
    for (int key : history.hasGroups() ? keys : Set.<Integer>of()) {
      if (history.openingGroup(key) != TxnHistory.NO_GROUP) {
        sub.opening(history.keyName(key), history.openingGroup(key));
      }
    }
    for (int t : all) {
      sub.begin(history.index(t), history.process(t), history.invokedNanos(t));
      boolean stub = !txns.contains(t);
      for (int op = history.firstOp(t); op < history.endOp(t); op++) {
        int key = history.key(op);
        if (!keys.contains(key) || (stub && !history.micro(op).writes())) {
          continue;
        }
        if (history.micro(op) == Micro.READ_GROUP) {
          sub.readGroup(history.value(op), rows(op, keys));
        } else {
          add(
              sub,
              op,
              value ->
                  written.contains(new Value(key, value))
                      || (garbage && values.writeOp(key, value) == Values.NONE));
        }
      }
      sub.end(history.outcome(t), history.completedNanos(t));
    }
    return sub.build();
  }

  /** How many of the rows that a read of a group returned are among those. */
  private int rows(int op, Set<Integer> keys) {
    return (int)
        IntStream.rangeClosed(op + 1, op + history.listSize(op))
            .filter(row -> keys.contains(history.key(row)))
            .count();
  }

  /** Those of whom the writes are needed, to know which versions there are, and no more. */
  private Set<Integer> stubs(Set<Integer> txns, Set<Integer> keys) {
    if (history.model() == Model.REGISTER) {
      return sources(txns);
    }
    Set<Integer> writers = new TreeSet<>();
    for (int op = 0; history.hasGroups() && op < history.ops(); op++) {
      if (history.micro(op).writes() && keys.contains(history.key(op))) {
        writers.add(txnOf[op]);
      }
    }
    return writers;
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

  /** The keys that these touched. */
  Set<Integer> keys(Set<Integer> txns) {
    Set<Integer> keys = new TreeSet<>();
    for (int t : txns) {
      for (int op = history.firstOp(t); op < history.endOp(t); op++) {
        keys.add(history.key(op));
      }
    }
    return keys;
  }

  /** The same, and every row that ever was in a group that they asked for. */
  Set<Integer> keysAndRows(Set<Integer> txns) {
    Set<Integer> keys = keys(txns);
    Set<Long> groups = new HashSet<>();
    for (int t : txns) {
      for (int op = history.firstOp(t); op < history.endOp(t); op++) {
        if (history.micro(op) == Micro.READ_GROUP) {
          groups.add(history.value(op));
        }
      }
    }
    if (!groups.isEmpty()) {
      IntStream.range(0, history.keys())
          .filter(key -> groups.contains(history.openingGroup(key)))
          .forEach(keys::add);
      IntStream.range(0, history.ops())
          .filter(op -> history.micro(op).writes() && groups.contains(history.group(op)))
          .forEach(op -> keys.add(history.key(op)));
    }
    return keys;
  }

  /** Everybody who touched any of those keys. */
  Set<Integer> touching(Set<Integer> keys) {
    Set<Integer> txns = new TreeSet<>();
    for (int op = 0; op < history.ops(); op++) {
      if (keys.contains(history.key(op))) {
        txns.add(txnOf[op]);
      }
    }
    return txns;
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
          case APPEND, WRITE, READ_NIL, WRITE_VERSION, READ_VERSION, READ_GROUP -> {}
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
      case WRITE_VERSION -> {
        if (history.isUnnumbered(op)) {
          sub.writeSomeVersion(key, history.group(op));
        } else if (history.hasGroups()) {
          sub.writeVersion(key, value, history.group(op));
        } else {
          sub.writeVersion(key, value);
        }
      }
      case READ_VERSION -> sub.readVersion(key, value, mark(op));
      case READ_GROUP -> throw new IllegalStateException("it is added with its rows");
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
