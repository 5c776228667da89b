package dev.overdraft.history.format;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Micro;
import dev.overdraft.history.txn.TxnHistory;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Writes histories of transactions as Elle reads them: every invocation, its completion where there
 * is one, in the order of time, densely numbered.
 *
 * <p>Rows with versions become registers that hold a number for each version, nil for the opening
 * one: a register's values must be unique, which balances are not. Reads of transactions that are
 * not {@code ok} are not known and are left out. Rows in groups are written in the form of our own
 * that {@link GroupSteps} has. A history without times is written down one transaction after the
 * other, each process's in its own order: ask nothing of it that concerns real time.
 */
public final class Export {

  private static final int BUFFER = 1 << 16;

  /** The number of an operation that is not in the history. */
  private static final long NOBODYS_INDEX = Long.MAX_VALUE;

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
    int openings = opening(events);
    for (int at = 0; at < events.length; at++) {
      int txn = events[at] >> 1;
      boolean completion = (events[at] & 1) == 1;
      event(openings + at, txn, completion);
      if (line.length() > BUFFER) {
        out.write(line.take());
      }
    }
    out.write(line.take());
    out.flush();
  }

  /** The rows that were there before everything; how many events tell of them. */
  private int opening(int[] events) {
    int[] rows =
        IntStream.range(0, history.keys())
            .filter(key -> history.openingGroup(key) != TxnHistory.NO_GROUP)
            .toArray();
    if (rows.length == 0) {
      return 0;
    }
    for (int index = 0; index < 2; index++) {
      line.begin().number("index", index);
      if (history.timed()) {
        line.number("time", events.length == 0 ? 0 : nanos(events[0]));
      }
      line.word("type", index == 0 ? "invoke" : "ok")
          .number("process", 0)
          .word("f", "opening")
          .beginSteps();
      for (int key : rows) {
        line.writeRow(
            Long.parseLong(history.keyName(key)),
            OptionalLong.of(0),
            OptionalLong.of(history.openingGroup(key)));
      }
      line.endSteps().end();
    }
    return 2;
  }

  /** Twice the transaction, one more for its completion, in the order of time. */
  private int[] events() {
    IntStream all =
        IntStream.range(0, 2 * history.size())
            .filter(e -> (e & 1) == 0 || history.completedNanos(e >> 1) != TxnHistory.NEVER);
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
        .word("f", "txn");
    if (history.hasGroups()) {
      line.number("op", history.index(txn));
    }
    line.beginSteps();
    for (int op = history.firstOp(txn); op < history.endOp(txn); op++) {
      boolean known = completion && outcome == Outcome.OK;
      if (history.micro(op) == Micro.READ_GROUP) {
        readGroup(op, known);
        op += history.listSize(op);
      } else {
        step(op, known);
      }
    }
    line.endSteps().end();
  }

  private void step(int op, boolean known) {
    Micro micro = history.micro(op);
    String key = history.keyName(history.key(op));
    switch (micro) {
      case APPEND -> line.step("append", key, wordKeys, history.value(op));
      case WRITE -> line.step("w", key, wordKeys, history.value(op));
      case WRITE_VERSION -> {
        if (history.hasGroups()) {
          writeRow(op);
        } else {
          line.step("w", key, wordKeys, version(op));
        }
      }
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
      case READ_GROUP -> throw new IllegalStateException("a read of several rows is no step");
    }
  }

  private void readGroup(int op, boolean known) {
    if (!known) {
      line.askGroup(history.value(op));
      return;
    }
    List<long[]> rows = new ArrayList<>();
    for (int row = op + 1; row <= op + history.listSize(op); row++) {
      long key = Long.parseLong(history.keyName(history.key(row)));
      long version = history.value(row);
      int writer = history.writer(row);
      rows.add(
          history.isOpening(row)
              ? new long[] {key, version}
              : new long[] {key, version, writer < 0 ? NOBODYS_INDEX : history.index(writer)});
    }
    line.readGroup(history.value(op), rows);
  }

  private void writeRow(int op) {
    long group = history.group(op);
    line.writeRow(
        Long.parseLong(history.keyName(history.key(op))),
        history.isUnnumbered(op) ? OptionalLong.empty() : OptionalLong.of(history.value(op)),
        group == TxnHistory.NO_GROUP ? OptionalLong.empty() : OptionalLong.of(group));
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
