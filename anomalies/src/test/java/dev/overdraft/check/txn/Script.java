package dev.overdraft.check.txn;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import dev.overdraft.history.txn.TxnHistoryBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What simulated transactions did to lists of unique values, to be told as a history of any model:
 * a register's value is the last of its list, a row's version the list's length.
 */
final class Script {

  /** A read of a whole list, or an append that made a list of it. */
  record Op(boolean append, int key, List<Long> list) {}

  /** One transaction. */
  static final class Txn {
    final int index;
    final int process;
    final long invoked;
    long completed;
    Outcome outcome = Outcome.OK;
    final List<Op> ops = new ArrayList<>();

    Txn(int index, int process, long invoked) {
      this.index = index;
      this.process = process;
      this.invoked = invoked;
    }

    void read(int key, List<Long> list) {
      ops.add(new Op(false, key, List.copyOf(list)));
    }

    void append(int key, List<Long> list) {
      ops.add(new Op(true, key, List.copyOf(list)));
    }
  }

  final List<Txn> txns = new ArrayList<>();

  Txn begin(int process, long invoked) {
    Txn txn = new Txn(txns.size(), process, invoked);
    txns.add(txn);
    return txn;
  }

  TxnHistory history(Model model) {
    Map<Long, Integer> writers = new HashMap<>();
    txns.forEach(
        t -> t.ops.stream().filter(Op::append).forEach(op -> writers.put(last(op), t.index)));
    TxnHistoryBuilder history = TxnHistory.of(model);
    List<Txn> ordered = new ArrayList<>(txns);
    ordered.sort(Comparator.comparingLong(t -> t.invoked));
    for (Txn txn : ordered) {
      history.begin(txn.index, txn.process, txn.invoked);
      for (Op op : txn.ops) {
        if (op.append() || txn.outcome == Outcome.OK) {
          add(history, model, op, writers);
        }
      }
      history.end(txn.outcome, txn.completed);
    }
    return history.build();
  }

  private static long last(Op op) {
    return op.list().get(op.list().size() - 1);
  }

  private static void add(
      TxnHistoryBuilder history, Model model, Op op, Map<Long, Integer> writers) {
    boolean empty = op.list().isEmpty();
    int size = op.list().size();
    switch (model) {
      case LIST_APPEND -> {
        if (op.append()) {
          history.append(op.key(), last(op));
        } else {
          history.readList(op.key(), op.list().stream().mapToLong(Long::longValue).toArray());
        }
      }
      case REGISTER -> {
        if (op.append()) {
          history.write(op.key(), last(op));
        } else if (empty) {
          history.readNil(op.key());
        } else {
          history.read(op.key(), last(op));
        }
      }
      case VERSIONED -> {
        if (op.append()) {
          history.writeVersion(op.key(), size);
        } else {
          long mark = empty ? TxnHistoryBuilder.OPENING_MARK : writers.getOrDefault(last(op), -9);
          history.readVersion(op.key(), size, mark);
        }
      }
    }
  }
}
