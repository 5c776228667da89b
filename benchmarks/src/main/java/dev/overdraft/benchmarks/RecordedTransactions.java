package dev.overdraft.benchmarks;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import dev.overdraft.history.txn.TxnHistoryBuilder;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Histories as a serializable database leaves them: transactions that take effect one after the
 * other, in intervals that overlap. Seeded, so that every run judges the same ones.
 */
final class RecordedTransactions {

  private static final int PROCESSES = 20;

  private final SplittableRandom random = new SplittableRandom(42);
  private final long[] free = new long[PROCESSES];
  private long now;

  /** Transfers between two of so many accounts, each with both rows' versions read and written. */
  TxnHistory bank(int transfers, int accounts) {
    TxnHistoryBuilder history = TxnHistory.of(Model.VERSIONED);
    int[] version = new int[accounts];
    long[] writer = new long[accounts];
    for (int a = 0; a < accounts; a++) {
      writer[a] = TxnHistoryBuilder.OPENING_MARK;
    }
    for (int t = 0; t < transfers; t++) {
      int process = begin(history, t);
      int from = random.nextInt(accounts);
      int to = (from + 1 + random.nextInt(accounts - 1)) % accounts;
      history.readVersion(from, version[from], writer[from]);
      history.readVersion(to, version[to], writer[to]);
      history.writeVersion(from, ++version[from]);
      history.writeVersion(to, ++version[to]);
      writer[from] = t;
      writer[to] = t;
      end(history, process);
    }
    return history.build();
  }

  /** Three operations a transaction, on ten keys at a time of which each takes 32 appends. */
  TxnHistory lists(int txns) {
    TxnHistoryBuilder history = TxnHistory.of(Model.LIST_APPEND);
    long[][] lists = new long[10][32];
    int[] size = new int[10];
    long[] key = new long[10];
    long keys = 0;
    for (int k = 0; k < 10; k++) {
      key[k] = keys++;
    }
    long value = 0;
    for (int t = 0; t < txns; t++) {
      int process = begin(history, t);
      for (int op = 0; op < 3; op++) {
        int k = random.nextInt(10);
        if (random.nextBoolean()) {
          history.readList(key[k], Arrays.copyOf(lists[k], size[k]));
        } else {
          if (size[k] == 32) {
            size[k] = 0;
            key[k] = keys++;
          }
          lists[k][size[k]++] = value;
          history.append(key[k], value++);
        }
      }
      end(history, process);
    }
    return history.build();
  }

  /** Two operations a transaction on so many keys; a writer has read what it replaces, or not. */
  TxnHistory registers(int txns, int keys, boolean blind) {
    TxnHistoryBuilder history = TxnHistory.of(Model.REGISTER);
    long[] values = new long[keys];
    long value = 0;
    for (int t = 0; t < txns; t++) {
      int process = begin(history, t);
      int one = random.nextInt(keys);
      int other = random.nextInt(keys);
      read(history, one, values[one]);
      int written = blind ? other : one;
      values[written] = ++value;
      history.write(written, value);
      end(history, process);
    }
    return history.build();
  }

  /**
   * The same with blind writes, told process after process and without times, so that the order in
   * which it all happened has to be found.
   */
  TxnHistory sessions(int txns, int keys) {
    TxnHistory happened = registers(txns, keys, true);
    TxnHistoryBuilder told = TxnHistory.of(Model.REGISTER).untimed();
    for (int at = 0; at < happened.size(); at++) {
      int t = happened.byProcess(at);
      told.begin(t, happened.process(t), 2L * at);
      for (int op = happened.firstOp(t); op < happened.endOp(t); op++) {
        if (happened.micro(op).writes()) {
          told.write(happened.key(op), happened.value(op));
        } else {
          read(told, happened.key(op), happened.value(op));
        }
      }
      told.end(Outcome.OK, 2L * at + 1);
    }
    return told.build();
  }

  private static void read(TxnHistoryBuilder history, int key, long value) {
    if (value == 0) {
      history.readNil(key);
    } else {
      history.read(key, value);
    }
  }

  private int begin(TxnHistoryBuilder history, int txn) {
    int process = random.nextInt(PROCESSES);
    now += 10;
    long invoked = Math.max(free[process] + 1, now - random.nextInt(100));
    now = Math.max(now, invoked + 1);
    history.begin(txn, process, invoked);
    return process;
  }

  private void end(TxnHistoryBuilder history, int process) {
    free[process] = now + random.nextInt(100);
    history.end(Outcome.OK, free[process]);
  }
}
