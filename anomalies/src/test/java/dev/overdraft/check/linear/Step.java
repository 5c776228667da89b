package dev.overdraft.check.linear;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import dev.overdraft.history.txn.TxnHistoryBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One operation on the only object of a small history.
 *
 * @param read the value or version that it read, {@link #NIL}, or {@link #NONE} if it read nothing
 * @param write likewise
 * @param from for versions, the number of the step that is named as the writer of what was read;
 *     {@link #UNRECORDED} for somebody else
 */
@SuppressWarnings("StringSplitter") // literal histories are written by hand
record Step(long invoked, long completed, Outcome outcome, long read, long write, int from) {

  static final long NONE = -1;
  static final long NIL = -2;
  static final int UNRECORDED = 1_000;
  static final int BEFORE_ALL = -1;
  private static final int HESITATION = 1_000_000;

  /**
   * {@code 10-20 ok r 3 w 4}; a version is read as {@code r 3@1}, that of the opening {@code @-}.
   */
  static Step of(String text) {
    String[] words = text.split(" ");
    int dash = words[0].indexOf('-');
    long read = NONE;
    long write = NONE;
    int from = UNRECORDED;
    for (int i = 2; i < words.length; i += 2) {
      int at = words[i + 1].indexOf('@');
      String value = at < 0 ? words[i + 1] : words[i + 1].substring(0, at);
      if (at >= 0) {
        String writer = words[i + 1].substring(at + 1);
        from = writer.equals("-") ? BEFORE_ALL : Integer.parseInt(writer);
      }
      if (words[i].equals("r")) {
        read = value.equals("nil") ? NIL : Long.parseLong(value);
      } else {
        write = Long.parseLong(value);
      }
    }
    Outcome outcome = Outcome.valueOf(words[1].toUpperCase(Locale.ROOT));
    long completed =
        outcome == Outcome.INFO ? Long.MAX_VALUE : Long.parseLong(words[0].substring(dash + 1));
    return new Step(
        Long.parseLong(words[0].substring(0, dash)), completed, outcome, read, write, from);
  }

  static List<Step> all(String... lines) {
    List<Step> steps = new ArrayList<>();
    for (String line : lines) {
      steps.add(of(line));
    }
    return steps;
  }

  /** The steps as a history of one register {@code x}, or of one row; T0 is the first step. */
  static TxnHistory history(Model model, List<Step> steps) {
    return history(model, steps, false);
  }

  /** The steps of one register, each of which writes something else before what it leaves. */
  static TxnHistory hesitant(List<Step> steps) {
    return history(Model.REGISTER, steps, true);
  }

  private static TxnHistory history(Model model, List<Step> steps, boolean hesitant) {
    TxnHistoryBuilder history = TxnHistory.of(model);
    for (int i = 0; i < steps.size(); i++) {
      steps.get(i).add(model, history, i, hesitant);
    }
    return history.build();
  }

  private void add(Model model, TxnHistoryBuilder history, int index, boolean hesitant) {
    history.begin(index, index, invoked);
    if (model == Model.VERSIONED && read != NONE) {
      history.readVersion("x", read, from == BEFORE_ALL ? TxnHistoryBuilder.OPENING_MARK : from);
    } else if (read == NIL) {
      history.readNil("x");
    } else if (read != NONE) {
      history.read("x", read);
    }
    if (model == Model.VERSIONED && write != NONE) {
      history.writeVersion("x", write);
    } else if (write != NONE) {
      if (hesitant) {
        history.write("x", HESITATION + index);
      }
      history.write("x", write);
    }
    history.end(outcome, completed);
  }

  Step ended(Outcome other) {
    return new Step(
        invoked, other == Outcome.INFO ? Long.MAX_VALUE : completed, other, read, write, from);
  }
}
