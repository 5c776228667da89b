package dev.overdraft.check.txn;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import dev.overdraft.history.txn.TxnHistoryBuilder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Literal histories, one transaction a line: {@code 3 p0 10-20 ok: r x 1 2; a y 3}. Lists: {@code
 * a} appends, {@code r} reads. Registers: {@code w x 1}, {@code r x 1}, {@code r x nil}. Rows:
 * {@code w x 2}, {@code r x 1@0} for version 1 by the transaction with the mark 0, {@code @-} for
 * the opening. Rows in groups, which have numbers: {@code opening: 1 in 3; 2 in 4} before all
 * others, {@code w 1 2 in 3}, {@code w 1 3 gone}, {@code w 1 ? gone} where the version was not
 * learned, {@code g 3 1.0@- 2.1@0} for a read of group 3.
 */
@SuppressWarnings("StringSplitter") // literal histories are written by hand
final class Txns {
  private Txns() {}

  static TxnHistory of(Model model, String... lines) {
    return of(TxnHistory.of(model), model, lines);
  }

  /** The same without times: all that is known is the order in each process. */
  static TxnHistory untimed(Model model, String... lines) {
    return of(TxnHistory.of(model).untimed(), model, lines);
  }

  private static TxnHistory of(TxnHistoryBuilder history, Model model, String... lines) {
    for (String line : lines) {
      String[] halves = line.split(": ?", 2);
      if (halves[0].equals("opening")) {
        for (String row : halves[1].split("; ")) {
          String[] in = row.split(" in ");
          history.opening(Long.parseLong(in[0]), Long.parseLong(in[1]));
        }
        continue;
      }
      String[] head = halves[0].split(" ");
      String[] times = head[2].split("-");
      history.begin(
          Long.parseLong(head[0]),
          Integer.parseInt(head[1].substring(1)),
          Long.parseLong(times[0]));
      if (!halves[1].isBlank()) {
        Arrays.stream(halves[1].split("; ")).forEach(op -> add(model, history, op.split(" ")));
      }
      history.end(Outcome.valueOf(head[3].toUpperCase(Locale.ROOT)), Long.parseLong(times[1]));
    }
    return history.build();
  }

  static Judgement judge(Model model, String... lines) {
    return Judge.judge(of(model, lines), Options.DEFAULT);
  }

  private static void add(Model model, TxnHistoryBuilder history, String[] op) {
    String key = op[1];
    boolean read = op[0].equals("r");
    switch (model) {
      case LIST_APPEND -> {
        long[] values = Arrays.stream(op).skip(2).mapToLong(Long::parseLong).toArray();
        if (read) {
          history.readList(key, values);
        } else {
          history.append(key, values[0]);
        }
      }
      case REGISTER -> {
        if (!read) {
          history.write(key, Long.parseLong(op[2]));
        } else if (op[2].equals("nil")) {
          history.readNil(key);
        } else {
          history.read(key, Long.parseLong(op[2]));
        }
      }
      case VERSIONED -> {
        if (op[0].equals("g") || op.length > 3) {
          group(history, op);
          return;
        }
        String[] version = op[2].split("@");
        if (read) {
          history.readVersion(
              key.charAt(0),
              Long.parseLong(version[0]),
              version[1].equals("-") ? TxnHistoryBuilder.OPENING_MARK : Long.parseLong(version[1]));
        } else {
          history.writeVersion(key.charAt(0), Long.parseLong(version[0]));
        }
      }
    }
  }

  static void group(TxnHistoryBuilder history, String[] op) {
    long number = Long.parseLong(op[1]);
    if (op[0].equals("w")) {
      boolean gone = op[3].equals("gone");
      long to = gone ? TxnHistory.NO_GROUP : Long.parseLong(op[op.length - 1]);
      if (op[2].equals("?")) {
        history.writeSomeVersion(number, to);
      } else {
        history.writeVersion(number, Long.parseLong(op[2]), to);
      }
      return;
    }
    history.readGroup(number, op.length - 2);
    for (int i = 2; i < op.length; i++) {
      String[] row = op[i].split("[.@]");
      history.readVersion(
          Long.parseLong(row[0]),
          Long.parseLong(row[1]),
          row[2].equals("-") ? TxnHistoryBuilder.OPENING_MARK : Long.parseLong(row[2]));
    }
  }

  /** Every anomaly with its culprits: {@code lost-update 0 1}, {@code stale-read-realtime 2 3}. */
  static Set<String> names(Judgement judgement) {
    Set<String> names = new TreeSet<>();
    for (Finding finding : judgement.findings()) {
      String culprits =
          finding.culprits().stream()
              .map(Culprit::index)
              .distinct()
              .sorted()
              .map(index -> " " + index)
              .collect(Collectors.joining());
      names.add(finding.phenomenon().id() + finding.axis().suffix() + culprits);
    }
    return names;
  }

  /** One line a transaction, for messages. */
  static String text(TxnHistory history) {
    var words = new Words(history);
    StringBuilder text = new StringBuilder();
    for (int t = 0; t < history.size(); t++) {
      text.append(
          "%s p%d %d-%d %s: %s%n"
              .formatted(
                  words.name(t),
                  history.process(t),
                  history.invokedNanos(t),
                  history.completedNanos(t),
                  history.outcome(t).word(),
                  words.txn(t)));
    }
    return text.toString();
  }
}
