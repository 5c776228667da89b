package dev.overdraft.explore.probe;

import dev.overdraft.explore.Played;
import dev.overdraft.explore.step.Answer;
import dev.overdraft.explore.step.Moment;
import dev.overdraft.explore.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a script came to on a server.
 *
 * @param results by transaction, what each statement answered: rows as {@code 1=10,2=20}, a count,
 *     or an SQLSTATE behind an exclamation mark
 * @param reads the same, plain reads alone
 * @param committed by transaction, whether it was committed with everything that it had done
 * @param rows the table afterwards, as {@code 1=10,2=20}
 */
public record Observed(
    List<List<String>> results, List<List<String>> reads, List<Boolean> committed, String rows) {

  public Observed {
    results = results.stream().map(List::copyOf).toList();
    reads = reads.stream().map(List::copyOf).toList();
    committed = List.copyOf(committed);
  }

  static Observed of(Played played, int transactions) {
    List<List<String>> results = new ArrayList<>();
    List<List<String>> reads = new ArrayList<>();
    List<Boolean> committed = new ArrayList<>();
    for (int actor = 0; actor < transactions; actor++) {
      results.add(new ArrayList<>());
      reads.add(new ArrayList<>());
      committed.add(false);
      boolean failed = false;
      for (Moment moment : played.run().moments()) {
        if (moment.step().actor() != actor || moment.waits()) {
          continue;
        }
        String text = text(moment.answer());
        failed |= moment.failed();
        results.get(actor).add(text);
        if (moment.answer() instanceof Answer.Rows) {
          reads.get(actor).add(text);
        }
        if (moment.step().kind() == Step.Kind.COMMIT) {
          committed.set(actor, !failed);
        }
      }
    }
    String rows =
        played.after().of("test").stream()
            .map(row -> String.join("=", row))
            .collect(Collectors.joining(","));
    return new Observed(results, reads, committed, rows);
  }

  private static String text(Answer answer) {
    if (answer instanceof Answer.Rows rows) {
      return rows.rows().stream()
          .map(row -> String.join("=", row))
          .collect(Collectors.joining(","));
    }
    if (answer instanceof Answer.Failed failed) {
      return "!" + failed.sqlState();
    }
    return answer instanceof Answer.Count count ? String.valueOf(count.count()) : "";
  }

  /** Whether a transaction, from 1, was committed whole. */
  boolean committed(int transaction) {
    return committed.get(transaction - 1);
  }

  /** What a transaction's how-manieth read, both from 1, answered; empty if it did not come. */
  String read(int transaction, int number) {
    List<String> all = reads.get(transaction - 1);
    return number <= all.size() ? all.get(number - 1) : "";
  }

  /** Whether a statement was not understood or not allowed, so that nothing was observed of it. */
  boolean isRefused() {
    return results.stream().flatMap(List::stream).anyMatch(result -> result.startsWith("!42"));
  }

  /** Whether any read of a transaction has a row with a value. */
  boolean saw(int transaction, int value) {
    return reads.get(transaction - 1).stream()
        .anyMatch(rows -> (rows + ",").contains("=" + value + ","));
  }

  /** Whether any read of a transaction answered just these rows. */
  boolean saw(int transaction, String rows) {
    return reads.get(transaction - 1).contains(rows);
  }

  /** What a transaction's how-manieth statement, from 1, answered. */
  String result(int transaction, int number) {
    List<String> all = results.get(transaction - 1);
    return number <= all.size() ? all.get(number - 1) : "";
  }
}
