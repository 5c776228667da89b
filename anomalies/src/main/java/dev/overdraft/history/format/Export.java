package dev.overdraft.history.format;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Micro;
import dev.overdraft.history.txn.TxnHistory;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Writes histories of transactions as Elle reads them: every invocation, its completion where there
 * is one, in the order of time, densely numbered.
 *
 * <p>Rows with versions become registers that hold a number for each version, nil for the opening
 * one: a register's values must be unique, which balances are not. Reads of transactions that are
 * not {@code ok} are not known and are left out. A history without times is written down one
 * transaction after the other, each process's in its own order: ask nothing of it that concerns
 * real time.
 */
public final class Export {

  private static final int BUFFER = 1 << 16;

  private final TxnHistory history;
  private final EventLine line;
  private final boolean wordKeys;
  private final Map<Version, Long> versions = new HashMap<>();

  private record Version(int key, long number, int writer) {}

  private Export(TxnHistory history, Notation notation) {
    this.history = history;
    this.line = new EventLine(notation);
    this.wordKeys =
        IntStream.range(0, history.keys())
            .mapToObj(history::keyName)
            .anyMatch(name -> !name.matches("-?\\d{1,18}"));
  }

  /** Writes {@code history} to {@code out}, which stays open. */
  public static void write(TxnHistory history, Notation notation, Writer out) throws IOException {
    new Export(history, notation).write(out);
  }

  private void write(Writer out) throws IOException {
    int[] events = events();
    for (int index = 0; index < events.length; index++) {
      int txn = events[index] >> 1;
      boolean completion = (events[index] & 1) == 1;
      event(index, txn, completion);
      if (line.length() > BUFFER) {
        out.write(line.take());
      }
    }
    out.write(line.take());
    out.flush();
  }

  /** Twice the transaction, one more for its completion, in the order of time. */
  private int[] events() {
    IntStream all =
        IntStream.range(0, 2 * history.size())
            .filter(e -> (e & 1) == 0 || history.outcome(e >> 1) != Outcome.INFO);
    if (!history.timed()) {
      return all.toArray();
    }
    Comparator<Integer> byTime = Comparator.comparingLong(this::nanos);
    return all.boxed()
        .sorted(byTime.thenComparing(e -> e & 1))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private long nanos(int event) {
    int txn = event >> 1;
    return (event & 1) == 0 ? history.invokedNanos(txn) : history.completedNanos(txn);
  }

  private void event(int index, int txn, boolean completion) {
    Outcome outcome = history.outcome(txn);
    line.begin().number("index", index);
    if (history.timed()) {
      line.number("time", nanos(2 * txn + (completion ? 1 : 0)));
    }
    line.word("type", completion ? outcome.name().toLowerCase(Locale.ROOT) : "invoke")
        .number("process", history.process(txn))
        .word("f", "txn")
        .beginSteps();
    for (int op = history.firstOp(txn); op < history.endOp(txn); op++) {
      step(op, completion && outcome == Outcome.OK);
    }
    line.endSteps().end();
  }

  private void step(int op, boolean known) {
    Micro micro = history.micro(op);
    String key = history.keyName(history.key(op));
    switch (micro) {
      case APPEND -> line.step("append", key, wordKeys, history.value(op));
      case WRITE -> line.step("w", key, wordKeys, history.value(op));
      case WRITE_VERSION -> line.step("w", key, wordKeys, version(op));
      case READ_NIL -> line.readNil(key, wordKeys);
      case READ_LIST -> {
        if (known) {
          line.readList(key, wordKeys, list(op));
        } else {
          line.readNil(key, wordKeys);
        }
      }
      case READ, READ_VERSION -> {
        if (known && !(micro == Micro.READ_VERSION && history.isOpening(op))) {
          line.step("r", key, wordKeys, micro == Micro.READ ? history.value(op) : version(op));
        } else {
          line.readNil(key, wordKeys);
        }
      }
    }
  }

  private long[] list(int op) {
    long[] elements = new long[history.listSize(op)];
    Arrays.setAll(elements, at -> history.element(op, at));
    return elements;
  }

  private long version(int op) {
    var version = new Version(history.key(op), history.value(op), history.writer(op));
    return versions.computeIfAbsent(version, v -> versions.size() + 1L);
  }
}
