package dev.overdraft.check;

import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    List<Chain.Link> links = new ArrayList<>(writes.size() + 2);
    links.add(new Chain.Link(opening, Share.NONE, 0, new Chain.Place(true, false, true)));
    for (int from = 0; from < writes.size(); ) {
      int end = from + 1;
      while (end < writes.size() && together(writes.get(from), writes.get(end))) {
        end++;
      }
      append(links, from, end, legsByOperation);
      from = end;
    }
    return links;
  }

  private static boolean together(Write a, Write b) {
    return a.transaction() == b.transaction()
        && Writer.operation(a.version().writer()) == Writer.operation(b.version().writer());
  }

  private void append(List<Chain.Link> links, int from, int end, Map<Long, Legs> legsByOperation) {
    RowVersion before = links.get(links.size() - 1).version();
    List<Long> deltas = new ArrayList<>(end - from);
    for (int i = from; i < end; i++) {
      deltas.add(writes.get(i).version().cents() - previous(i, from, before).cents());
    }
    long writer = writes.get(from).version().writer();
    Legs legs =
        Writer.isOperation(writer)
            ? legsByOperation.getOrDefault(Writer.operation(writer), Legs.NONE)
            : Legs.NONE;
    List<Share> shares = Share.of(legs, account, deltas);
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
