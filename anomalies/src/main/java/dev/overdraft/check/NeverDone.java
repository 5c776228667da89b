package dev.overdraft.check;

import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.Operation;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A kind of operation that was asked for often, broke off with errors, and never once succeeded:
 * nothing is proven of a bank of which a part never ran, however well the rest went.
 *
 * <p>A bank that refuses all of a kind by receipt has said that it does not do that, and is
 * believed. Errors are told from receipts by how their reasons begin: with an SQLSTATE, or with the
 * name of what was thrown.
 */
public final class NeverDone {

  /** How often one has to have been asked for. */
  static final int OFTEN = 20;

  private static final Pattern THROWN =
      Pattern.compile("(?:(?=\\w*\\d)[0-9A-Z]{5}|(?:\\w+\\.)+[\\w$]+:) ");

  private enum Kind {
    TRANSFER("transfers between two accounts"),
    WITHDRAWAL("withdrawals"),
    DEPOSIT("deposits"),
    AUDIT("audits");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /** How one kind fared. */
  private static final class Tally {
    private long asked;
    private boolean succeeded;
    private String error = "";
  }

  private NeverDone() {}

  /** Why nothing is proven of any anomaly; empty if every kind that was asked for ran. */
  public static Map<Anomaly, String> doubts(History history) {
    Map<Anomaly, String> doubts = new EnumMap<>(Anomaly.class);
    why(history)
        .ifPresent(
            why -> {
              for (Anomaly anomaly : Anomaly.values()) {
                doubts.put(anomaly, why);
              }
            });
    return doubts;
  }

  private static Optional<String> why(History history) {
    Map<Kind, Tally> tallies = new EnumMap<>(Kind.class);
    for (Execution each : history.executions()) {
      kind(each.operation(), history.opening())
          .ifPresent(kind -> count(tallies.computeIfAbsent(kind, k -> new Tally()), each));
    }
    return tallies.entrySet().stream()
        .filter(e -> e.getValue().asked >= OFTEN && !e.getValue().succeeded)
        .filter(e -> !e.getValue().error.isEmpty())
        .map(
            e ->
                "none of %d %s succeeded: %s"
                    .formatted(e.getValue().asked, e.getKey().words, e.getValue().error))
        .findFirst();
  }

  private static void count(Tally tally, Execution execution) {
    tally.asked++;
    tally.succeeded |= execution.acknowledged();
    if (tally.error.isEmpty() && THROWN.matcher(execution.reason()).lookingAt()) {
      tally.error = execution.reason();
    }
  }

  /** What may be expected to succeed now and then; empty for what asks for nobody's account. */
  private static Optional<Kind> kind(Operation operation, Map<Long, Long> accounts) {
    if (operation instanceof Operation.Transfer t) {
      return t.from() != t.to() && accounts.containsKey(t.from()) && accounts.containsKey(t.to())
          ? Optional.of(Kind.TRANSFER)
          : Optional.empty();
    }
    if (operation instanceof Operation.Withdraw w) {
      return accounts.containsKey(w.account()) ? Optional.of(Kind.WITHDRAWAL) : Optional.empty();
    }
    if (operation instanceof Operation.Deposit d) {
      return accounts.containsKey(d.account()) ? Optional.of(Kind.DEPOSIT) : Optional.empty();
    }
    return Optional.of(Kind.AUDIT);
  }
}
