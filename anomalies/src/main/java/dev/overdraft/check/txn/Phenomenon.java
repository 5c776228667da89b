package dev.overdraft.check.txn;

import dev.overdraft.check.level.Level;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The closed catalogue of what a history of transactions can show, with its common name and Adya's
 * code. Each of those that are cycles exists plain, with process order and in real time: see {@link
 * dev.overdraft.check.level.Axis}.
 */
public enum Phenomenon {
  DIRTY_WRITE(
      "dirty write",
      "G0",
      Set.of(Level.READ_UNCOMMITTED),
      "Transactions overwrote each other's versions in a circle.",
      "two payments are interleaved, and each account keeps the other one's half"),
  DUPLICATE_ELEMENTS(
      "duplicate append",
      "duplicate-elements",
      Set.of(Level.READ_UNCOMMITTED),
      "A list holds one unique element twice.",
      "paid twice"),
  CYCLIC_VERSIONS(
      "cyclic versions",
      "cyclic-versions",
      Set.of(Level.READ_UNCOMMITTED),
      "No order of one key's versions agrees with what was seen of it.",
      "an account's history contradicts itself"),
  INCOMPATIBLE_ORDER(
      "split history",
      "incompatible-order",
      Set.of(Level.READ_COMMITTED),
      "Two committed reads of one key cannot both be true of one order of its versions.",
      "two current balances of one account"),
  ABORTED_READ(
      "dirty read",
      "G1a",
      Set.of(Level.READ_COMMITTED),
      "A committed transaction read what a failed one had written.",
      "money was seen that was never paid in"),
  INTERMEDIATE_READ(
      "intermediate read",
      "G1b",
      Set.of(Level.READ_COMMITTED),
      "A transaction read a version that its writer itself replaced.",
      "a balance was seen in the middle of a payment"),
  CIRCULAR_FLOW(
      "circular information flow",
      "G1c",
      Set.of(Level.READ_COMMITTED),
      "Each of some transactions saw or overwrote another's effects, in a circle.",
      "two payments each built on the other's result"),
  DIRTY_UPDATE(
      "update on aborted data",
      "dirty-update",
      Set.of(Level.READ_COMMITTED),
      "A committed version is built on one that was rolled back.",
      "money made from a deposit that was rolled back"),
  GARBAGE_READ(
      "garbage read",
      "garbage-read",
      Set.of(Level.READ_COMMITTED),
      "A transaction read a value that nobody wrote.",
      "money out of thin air"),
  FUTURE_READ(
      "future read",
      "future-read",
      Set.of(Level.READ_COMMITTED),
      "A transaction read what it wrote only later.",
      "a payment was seen before it was made"),
  PREDICATE_READ_MISS(
      "row not found",
      "predicate-read-miss",
      Set.of(Level.READ_COMMITTED),
      "A read of a predicate did not return a row of which every version matches.",
      "a payment is there and no audit lists it"),
  LOST_APPEND(
      "lost append",
      "lost-append",
      Set.of(Level.READ_ATOMIC, Level.CONSISTENT_VIEW, Level.REPEATABLE_READ),
      "An acknowledged append is in no list that was read after it.",
      "acknowledged, and then gone"),
  LOST_UPDATE(
      "lost update",
      "P4",
      Set.of(Level.CURSOR_STABILITY),
      "Two committed transactions read one version of a key and both wrote the key.",
      "one transfer's effect vanished"),
  INTERNAL(
      "own write not seen",
      "internal",
      Set.of(Level.READ_ATOMIC),
      "A read disagrees with what its own transaction had read or written before.",
      "a payment did not see its own first half"),
  READ_SKEW(
      "read skew",
      "A5A",
      Set.of(Level.READ_ATOMIC, Level.CONSISTENT_VIEW, Level.REPEATABLE_READ),
      "A transaction saw one effect of another and missed an earlier or equal one.",
      "a total that never existed"),
  SINGLE_ANTI_DEPENDENCY(
      "read skew over several transactions",
      "G-single-item",
      Set.of(Level.CONSISTENT_VIEW, Level.REPEATABLE_READ),
      "A circle of transactions with exactly one that read what another later replaced.",
      "a total that never existed"),
  STALE_READ(
      "stale read",
      "G-single-item",
      Set.of(Level.READ_ATOMIC, Level.CONSISTENT_VIEW, Level.REPEATABLE_READ),
      "A transaction read a version that had been replaced before it began.",
      "yesterday's balance"),
  PHANTOM(
      "phantom",
      "PMP",
      Set.of(Level.CONSISTENT_VIEW, Level.PREFIX),
      "Two reads of one predicate in one transaction, and only one of them saw what another changed.",
      "a payment appears between two looks at the same list"),
  PREDICATE_READ_SKEW(
      "read skew over a predicate",
      "G-single",
      Set.of(Level.CONSISTENT_VIEW),
      "A circle of transactions with exactly one that read a predicate before another changed what"
          + " matches it.",
      "a list and a total that were never true together"),
  STALE_PREDICATE_READ(
      "stale read of a predicate",
      "G-single",
      Set.of(Level.CONSISTENT_VIEW, Level.PREFIX),
      "A transaction read a predicate without a row that had come to match it before it began.",
      "yesterday's list of payments"),
  LONG_FORK(
      "long fork",
      "G-nonadjacent-item",
      Set.of(Level.PREFIX, Level.REPEATABLE_READ),
      "Two readers saw two writes in opposite orders.",
      "two audits disagree which payment came first"),
  NON_ADJACENT(
      "long fork over several transactions",
      "G-nonadjacent-item",
      Set.of(Level.SNAPSHOT_ISOLATION, Level.REPEATABLE_READ),
      "A circle of transactions with several that read what another later replaced, never two in a"
          + " row.",
      "audits disagree in which order payments were made"),
  PREDICATE_NON_ADJACENT(
      "long fork over a predicate",
      "G-nonadjacent",
      Set.of(Level.SNAPSHOT_ISOLATION),
      "A circle of transactions with several that read what another later changed, never two in a"
          + " row, one of them a predicate.",
      "audits disagree which payment was listed first"),
  WRITE_SKEW(
      "write skew",
      "A5B",
      Set.of(Level.REPEATABLE_READ),
      "Two transactions each read what the other then replaced, on different keys.",
      "two withdrawals passed the same check"),
  ANTI_DEPENDENCY_CYCLE(
      "write skew over several transactions",
      "G2-item",
      Set.of(Level.REPEATABLE_READ),
      "A circle of transactions, two of which in a row read what the next one replaced.",
      "several withdrawals passed each other's checks"),
  PREDICATE_WRITE_SKEW(
      "predicate write skew",
      "G2",
      Set.of(Level.SERIALIZABLE),
      "A circle of transactions, two of which in a row read what the next one changed, one of them"
          + " a predicate.",
      "two payments each passed a check of a list without the other"),
  VANISHED_EFFECT(
      "observed transaction vanishes",
      "OTV",
      Set.of(Level.MONOTONIC_ATOMIC_VIEW, Level.CONSISTENT_VIEW, Level.REPEATABLE_READ),
      "Transactions that had seen an effect of another missed a later-read one, in any order of"
          + " versions.",
      "a payment was seen, and then its other half was not"),
  FRACTURED_READ(
      "fractured read",
      "fractured-read",
      Set.of(Level.READ_ATOMIC, Level.CONSISTENT_VIEW, Level.REPEATABLE_READ),
      "Transactions saw one effect of another and missed a second one, in any order of versions.",
      "half a payment was seen"),
  MISSED_CAUSE(
      "missed cause",
      "causality",
      Set.of(Level.CAUSAL, Level.CONSISTENT_VIEW, Level.REPEATABLE_READ),
      "Transactions saw an effect and missed what had led to it, in any order of versions.",
      "a refund was seen, and the payment was not"),
  NO_VIEW_ORDER(
      "no order of updates",
      "no-view-order",
      Set.of(Level.CONSISTENT_VIEW, Level.REPEATABLE_READ),
      "In no order of the updates that nobody read is there no read skew.",
      "a total that never existed"),
  NO_PREFIX_ORDER(
      "no order of commits",
      "no-prefix-order",
      Set.of(Level.PREFIX, Level.REPEATABLE_READ),
      "In no order of their commits did transactions see all that was committed when they began.",
      "audits disagree which payment came first"),
  NO_SNAPSHOT_ORDER(
      "no order of snapshots",
      "no-snapshot-order",
      Set.of(Level.SNAPSHOT_ISOLATION, Level.REPEATABLE_READ),
      "In no order of begins and commits did transactions read a snapshot and lose no update.",
      "audits disagree in which order payments were made"),
  NO_SERIAL_ORDER(
      "no serial order",
      "no-serial-order",
      Set.of(Level.REPEATABLE_READ),
      "One after the other, in whatever order, transactions would have read something else.",
      "several withdrawals passed each other's checks");

  private final String title;
  private final String code;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable
  private final Set<Level> forbiddenBy;

  private final String definition;
  private final String money;

  Phenomenon(String title, String code, Set<Level> forbiddenBy, String definition, String money) {
    this.title = title;
    this.code = code;
    this.forbiddenBy = forbiddenBy;
    this.definition = definition;
    this.money = money;
  }

  /** In files: {@code lost-update}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What people call it. */
  public String title() {
    return title;
  }

  /** What Adya, Berenson or Elle call it. */
  public String code() {
    return code;
  }

  /**
   * The weakest levels that do not allow any of its kind, on the axis on which it was found; a
   * {@link Finding} may break more.
   */
  public Set<Level> forbiddenBy() {
    return forbiddenBy;
  }

  /** Whether it says that no order of versions will do, rather than which transactions clash. */
  boolean isRefutation() {
    return compareTo(VANISHED_EFFECT) >= 0;
  }

  /** One sentence. */
  public String definition() {
    return definition;
  }

  /** What it means where the values are money. */
  public String money() {
    return money;
  }

  /** The one of that {@link #id()}. */
  public static Optional<Phenomenon> byId(String id) {
    return Arrays.stream(values()).filter(p -> p.id().equals(id)).findFirst();
  }
}
