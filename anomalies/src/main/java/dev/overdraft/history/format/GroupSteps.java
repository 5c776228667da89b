package dev.overdraft.history.format;

import dev.overdraft.history.HistoryFormatException;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.TxnHistory;
import dev.overdraft.history.txn.TxnHistoryBuilder;

/**
 * The steps of transactions on rows that are in groups. The form is our own, there being no other:
 *
 * <ul>
 *   <li>{@code [:rp 3 [[17 0] [18 2 41]]]} asked which rows are in group 3, and these were: row 17
 *       as it was before everything, and row 18 as its version 2, which operation 41 wrote;
 *   <li>{@code [:w 17 1 4]} made version 1 of row 17 and put it into group 4, {@code [:w 17 2 nil]}
 *       deleted it; a version of nil says that no row was there to be written, also where the
 *       outcome is unknown, but of what nobody answered that the number was not learned;
 *   <li>an operation whose {@code :f} is {@code :opening} and whose steps are {@code [:w 17 0 3]}
 *       is no transaction: row 17 was there before all of them, in group 3.
 * </ul>
 *
 * <p>The database counts the versions of a row, from 1 for one that is inserted. The {@code :op} of
 * an event is the number by which rows name their writers.
 */
final class GroupSteps {

  private final Values values;
  private final TxnHistoryBuilder builder;

  GroupSteps(Values values, TxnHistoryBuilder builder) {
    this.values = values;
    this.builder = builder;
  }

  /** Rows that were there before everything. */
  void opening(Asked asked) throws HistoryFormatException {
    Tape tape =
        asked.hasResult() && asked.completion.hasValue() ? asked.result() : asked.arguments();
    for (int at = begin(asked, tape); at < end(tape); at = tape.after(at)) {
      if (!isStep(tape, at, Field.W) || tape.items(at) != 4) {
        throw values.wrong(asked, "a row that was there before is [:w row 0 group]");
      }
      int row = at + 2;
      builder.opening(number(asked, tape, row, "a row"), group(asked, tape, at));
    }
  }

  /** The steps of one transaction: what it read counts if it was ok, what it wrote always. */
  void transaction(Asked asked) throws HistoryFormatException {
    boolean told = asked.answered && asked.completion.hasValue();
    Tape tape = told ? asked.result() : asked.arguments();
    for (int at = begin(asked, tape); at < end(tape); at = tape.after(at)) {
      if (isStep(tape, at, Field.RP)) {
        read(asked, tape, at);
      } else if (isStep(tape, at, Field.W)) {
        write(asked, tape, at, told);
      } else {
        throw values.wrong(
            asked, "a step on rows in groups is [:rp group rows] or [:w row version group]");
      }
    }
  }

  private int begin(Asked asked, Tape tape) throws HistoryFormatException {
    if (tape.isEmpty() || tape.is(0, Token.NIL)) {
      return 0;
    }
    if (!tape.is(0, Token.SEQUENCE)) {
      throw values.wrong(
          asked, "a transaction is a list of steps, this is " + values.form(tape, 0));
    }
    return 1;
  }

  private static int end(Tape tape) {
    return tape.is(0, Token.SEQUENCE) ? tape.after(0) : 0;
  }

  private static boolean isStep(Tape tape, int at, Field f) {
    return tape.is(at, Token.SEQUENCE) && tape.items(at) >= 2 && tape.isName(at + 1, f);
  }

  private void read(Asked asked, Tape tape, int at) throws HistoryFormatException {
    int group = at + 2;
    int rows = tape.after(group);
    if (!asked.hasResult()) {
      return;
    }
    if (rows >= tape.after(at) || !tape.is(rows, Token.SEQUENCE)) {
      throw values.wrong(asked, "a read of a group that was answered has a list of rows");
    }
    builder.readGroup(number(asked, tape, group, "a group"), tape.items(rows));
    for (int row = rows + 1; row < tape.after(rows); row = tape.after(row)) {
      row(asked, tape, row);
    }
  }

  private void row(Asked asked, Tape tape, int at) throws HistoryFormatException {
    int size = tape.is(at, Token.SEQUENCE) ? tape.items(at) : 0;
    if (size != 2 && size != 3) {
      throw values.wrong(
          asked,
          "a row in a group is [row version] or [row version op], this is "
              + values.form(tape, at));
    }
    long row = number(asked, tape, at + 1, "a row");
    int version = tape.after(at + 1);
    int writer = tape.after(version);
    boolean opening = size == 2 || tape.is(writer, Token.NIL);
    builder.readVersion(
        row,
        number(asked, tape, version, "a version"),
        opening
            ? TxnHistoryBuilder.OPENING_MARK
            : number(asked, tape, writer, "the operation that wrote a row"));
  }

  private void write(Asked asked, Tape tape, int at, boolean told) throws HistoryFormatException {
    if (tape.items(at) != 4) {
      throw values.wrong(asked, "a write of a row is [:w row version group]");
    }
    int row = at + 2;
    int version = tape.after(row);
    long key = number(asked, tape, row, "a row");
    if (!tape.is(version, Token.NIL)) {
      builder.writeVersion(key, number(asked, tape, version, "a version"), group(asked, tape, at));
    } else if (asked.outcome == Outcome.INFO && !told) {
      builder.writeSomeVersion(key, group(asked, tape, at));
    }
  }

  /** The fourth part of a write. */
  private long group(Asked asked, Tape tape, int at) throws HistoryFormatException {
    int group = tape.after(tape.after(at + 2));
    return tape.is(group, Token.NIL) ? TxnHistory.NO_GROUP : number(asked, tape, group, "a group");
  }

  private long number(Asked asked, Tape tape, int at, String what) throws HistoryFormatException {
    if (!tape.is(at, Token.INTEGER)) {
      throw values.wrong(
          asked, "%s is a whole number, this is %s".formatted(what, values.form(tape, at)));
    }
    return tape.number(at);
  }
}
