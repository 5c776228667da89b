package dev.overdraft.history.format;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the clients of a history were asked to do, and so what its values mean. */
public enum Workload {
  /** Transfers between accounts, and reads of all balances. */
  BANK,
  /** Transactions that append to lists and read whole lists. */
  LIST_APPEND,
  /** Transactions that read and write registers; no value is written twice to one. */
  RW_REGISTER,
  /** Transactions that read which rows are in a group, and insert, move and delete rows. */
  PREDICATE,
  /** Single reads, writes and compare-and-sets of registers. */
  CAS_REGISTER,
  /** Additions to one number, and reads of it. */
  COUNTER,
  /** Elements added once each, and reads of all elements. */
  SET,
  /** Locks that are acquired and released. */
  LOCK;

  /** {@code list-append}: the name on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The workload of that name; {@code append}, {@code register} and {@code phantom} too. */
  public static Optional<Workload> of(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "append" -> Optional.of(LIST_APPEND);
      case "register" -> Optional.of(RW_REGISTER);
      case "phantom" -> Optional.of(PREDICATE);
      case "set-full" -> Optional.of(SET);
      default -> Arrays.stream(values()).filter(w -> w.word().equals(word)).findFirst();
    };
  }
}
