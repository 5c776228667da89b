package dev.overdraft.check;

import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Builds one account's {@link Chain} from versions that arrive in any order.
 *
 * <p>The versions that one transaction wrote of the row for one operation follow each other, since
 * it held the row's lock; they are given their {@linkplain Share shares} together.
 */
final class ChainBuilder {

  private record Write(RowVersion version, int transaction) {}

  private final long account;
  private final RowVersion opening;
  private final List<Write> writes = new ArrayList<>();

  ChainBuilder(long account, long openingCents) {
    this.account = account;
    this.opening = new RowVersion(account, 0, Writer.OPENING, openingCents);
  }

  /** One version of the transfer log; {@code transaction} tells its entry from all others. */
  void add(RowVersion version, int transaction) {
    writes.add(new Write(version, transaction));
  }

  Chain build(Map<Long, Legs> legsByOperation) {
    return new Chain(account, links(legsByOperation));
  }

  /** The chain of an account whose final row is known; none stands for a row that is gone. */
  Chain build(Map<Long, Legs> legsByOperation, Optional<RowVersion> row) {
    List<Chain.Link> links = links(legsByOperation);
    RowVersion last = links.get(links.size() - 1).version();
    RowVersion stored =
        row.orElseGet(() -> new RowVersion(account, last.revision() + 1, Writer.FOREIGN, 0));
    if (stored.revision() != last.revision() || stored.cents() != last.cents()) {
      long residual = stored.cents() - last.cents();
      links.add(new Chain.Link(stored, Share.NONE, residual, new Chain.Place(true, true, false)));
    }
    return new Chain(account, links);
  }

  private List<Chain.Link> links(Map<Long, Legs> legsByOperation) {
    writes.sort(Comparator.comparingLong(w -> w.version().revision()));
    var turns = new Turns(legsByOperation);
    List<Chain.Link> links = new ArrayList<>(writes.size() + 2);
    links.add(new Chain.Link(opening, Share.NONE, 0, new Chain.Place(true, false, true)));
    for (int from = 0; from < writes.size(); ) {
      int end = from + 1;
      while (end < writes.size() && together(writes.get(from), writes.get(end))) {
        end++;
      }
      append(links, from, end, turns);
      from = end;
    }
    return links;
  }

  private static boolean together(Write a, Write b) {
    return a.transaction() == b.transaction()
        && Writer.operation(a.version().writer()) == Writer.operation(b.version().writer());
  }

  /** How often each operation that has both its legs on this account has written it. */
  private final class Turns {
    private final Map<Long, Legs> legsByOperation;
    private final Map<Long, Integer> transactions = new HashMap<>();
    private final Map<Long, Integer> taken = new HashMap<>();

    Turns(Map<Long, Legs> legsByOperation) {
      this.legsByOperation = legsByOperation;
      for (int i = 0; i < writes.size(); i++) {
        boolean first = i == 0 || !together(writes.get(i - 1), writes.get(i));
        long operation = Writer.operation(writes.get(i).version().writer());
        if (first && legs(writes.get(i)).on(account).size() > 1) {
          transactions.merge(operation, 1, Integer::sum);
        }
      }
    }

    Legs legs(Write write) {
      long writer = write.version().writer();
      return Writer.isOperation(writer)
          ? legsByOperation.getOrDefault(Writer.operation(writer), Legs.NONE)
          : Legs.NONE;
    }

    /** Which of several transactions of its operation this one is; nothing if it is the only. */
    OptionalInt of(Write write) {
      long operation = Writer.operation(write.version().writer());
      return transactions.getOrDefault(operation, 0) > 1
          ? OptionalInt.of(taken.merge(operation, 1, Integer::sum) - 1)
          : OptionalInt.empty();
    }
  }

  private void append(List<Chain.Link> links, int from, int end, Turns turns) {
    RowVersion before = links.get(links.size() - 1).version();
    List<Long> deltas = new ArrayList<>(end - from);
    for (int i = from; i < end; i++) {
      deltas.add(writes.get(i).version().cents() - previous(i, from, before).cents());
    }
    Write first = writes.get(from);
    List<Share> shares = Share.of(turns.legs(first), account, deltas, turns.of(first));
    for (int i = from; i < end; i++) {
      Write write = writes.get(i);
      Share share = shares.get(i - from);
      boolean last =
          i + 1 == writes.size() || writes.get(i + 1).transaction() != write.transaction();
      boolean gap = write.version().revision() != previous(i, from, before).revision() + 1;
      links.add(
          new Chain.Link(
              write.version(),
              share,
              deltas.get(i - from) - share.cents(),
              new Chain.Place(last, gap, true)));
    }
  }

  private RowVersion previous(int i, int from, RowVersion before) {
    return i == from ? before : writes.get(i - 1).version();
  }
}
