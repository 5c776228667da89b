package dev.overdraft.check;

import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.Operation;
import dev.overdraft.history.Outcome;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A kind of operation that was asked for often, broke off with errors, and never once succeeded:
 * nothing is proven of a bank of which a part never ran, however well the rest went. Audits change
 * nothing, so without them no more is in doubt than what they would have read.
 *
 * <p>A bank that refuses all of a kind by receipt has said that it does not do that, and is
 * believed; so is one that throws {@link UnsupportedOperationException} before it has read or
 * written anything, and such operations do not count. Errors are told from receipts by how their
 * reasons begin: with an SQLSTATE, or with the name of what was thrown.
 */
public final class NeverDone {

  /** How often one has to have been asked for. */
  static final int OFTEN = 20;

  private static final Pattern THROWN =
      Pattern.compile("(?:(?=\\w*\\d)[0-9A-Z]{5}|(?:\\w+\\.)+[\\w$]+:) ");

  private static final String NOT_OFFERED = UnsupportedOperationException.class.getName() + ":";

  private enum Kind {
    TRANSFER("transfers between two accounts"),
    WITHDRAWAL("withdrawals"),
    DEPOSIT("deposits"),
    AUDIT("audits");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** What nothing is proven of if none of these ever succeeded. */
    private Set<Anomaly> doubted() {
      return this == AUDIT ? EnumSet.of(Anomaly.CONSISTENT_AUDIT) : EnumSet.allOf(Anomaly.class);
    }

    /** How to say that it is meant to be so; an audit is answered with no receipt. */
    private String hint() {
      return this == AUDIT ? "" : " (refuse by receipt what the bank does not do)";
    }
  }

  /** How one kind fared. */
  private static final class Tally {
    private long asked;
    private boolean succeeded;
    private String error = "";

    private void count(Execution execution) {
      asked++;
      succeeded |= execution.acknowledged();
      if (error.isEmpty() && THROWN.matcher(execution.reason()).lookingAt()) {
        error = execution.reason();
      }
    }

    private boolean neverDone() {
      return asked >= OFTEN && !succeeded && !error.isEmpty();
    }

    private String why(Kind kind) {
      return "none of %d %s succeeded: %s%s".formatted(asked, kind.words, error, kind.hint());
    }
  }

  private NeverDone() {}

  /** Why nothing is proven, by anomaly; empty if every kind that was asked for ran. */
  public static Map<Anomaly, String> doubts(History history) {
    Map<Kind, Tally> tallies = new EnumMap<>(Kind.class);
    for (Execution each : history.executions()) {
      if (!notOffered(each)) {
        kind(each.operation(), history.opening())
            .ifPresent(kind -> tallies.computeIfAbsent(kind, k -> new Tally()).count(each));
      }
    }
    Map<Anomaly, String> doubts = new EnumMap<>(Anomaly.class);
    tallies.forEach(
        (kind, tally) -> {
          if (tally.neverDone()) {
            kind.doubted().forEach(anomaly -> doubts.putIfAbsent(anomaly, tally.why(kind)));
          }
        });
    return doubts;
  }

  private static boolean notOffered(Execution execution) {
    return execution.outcome() == Outcome.FAIL
        && execution.accesses().isEmpty()
        && execution.reason().startsWith(NOT_OFFERED);
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
