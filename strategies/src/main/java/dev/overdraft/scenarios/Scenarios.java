package dev.overdraft.scenarios;

import dev.overdraft.scenarios.errors.Ap29SwallowedErrorCommit;
import dev.overdraft.scenarios.errors.Ap34DualCommit;
import dev.overdraft.scenarios.errors.Ap35AmbiguousCommitRetry;
import dev.overdraft.scenarios.lifecycle.Ap37IdempotencyRace;
import dev.overdraft.scenarios.locks.Ap04LazyLock;
import dev.overdraft.scenarios.locks.Ap05StaleEntityUnderLock;
import dev.overdraft.scenarios.locks.Ap06LockAfterRead;
import dev.overdraft.scenarios.locks.Ap07LockAfterSnapshot;
import dev.overdraft.scenarios.locks.Ap08UnlockBeforeCommit;
import dev.overdraft.scenarios.locks.Ap09LeaseExpiry;
import dev.overdraft.scenarios.optimistic.Ap16GuardNotBumped;
import dev.overdraft.scenarios.optimistic.Ap17CompareAndSwapTimestamp;
import dev.overdraft.scenarios.optimistic.Ap18AffectedVsMatched;
import dev.overdraft.scenarios.optimistic.Ap19OptimisticReadCheck;
import dev.overdraft.scenarios.optimistic.Ap20RetryInsideTx;
import dev.overdraft.scenarios.optimistic.Ap21BlindWriteRetry;
import dev.overdraft.scenarios.optimistic.Ap22FullRowSave;
import dev.overdraft.scenarios.optimistic.Ap23StaleCopyCheck;
import dev.overdraft.scenarios.order.Ap24LockOrder;
import dev.overdraft.scenarios.sets.Ap10LockNothing;
import dev.overdraft.scenarios.sets.Ap11PhantomUnderChildLock;
import dev.overdraft.scenarios.sets.Ap12WriteSkew;
import dev.overdraft.scenarios.sets.Ap13CountThenInsert;
import dev.overdraft.scenarios.sets.Ap14SubqueryGuard;
import dev.overdraft.scenarios.sets.Ap15RowcountIgnored;
import dev.overdraft.scenarios.unprotected.Ap01NaiveReadModifyWrite;
import dev.overdraft.scenarios.unprotected.Ap02CheckThenBlindDecrement;
import dev.overdraft.scenarios.unprotected.Ap03NoRealTransaction;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every anti-pattern, in the order of the catalogue. To add one: write its file, add its line. */
public final class Scenarios {

  private static final List<AntiPattern> ALL =
      List.of(
          Ap01NaiveReadModifyWrite.STORY,
          Ap02CheckThenBlindDecrement.STORY,
          Ap03NoRealTransaction.STORY,
          Ap04LazyLock.STORY,
          Ap05StaleEntityUnderLock.STORY,
          Ap06LockAfterRead.STORY,
          Ap07LockAfterSnapshot.STORY,
          Ap08UnlockBeforeCommit.STORY,
          Ap09LeaseExpiry.STORY,
          Ap10LockNothing.STORY,
          Ap11PhantomUnderChildLock.STORY,
          Ap12WriteSkew.STORY,
          Ap13CountThenInsert.STORY,
          Ap14SubqueryGuard.STORY,
          Ap15RowcountIgnored.STORY,
          Ap16GuardNotBumped.STORY,
          Ap17CompareAndSwapTimestamp.STORY,
          Ap18AffectedVsMatched.STORY,
          Ap19OptimisticReadCheck.STORY,
          Ap20RetryInsideTx.STORY,
          Ap21BlindWriteRetry.STORY,
          Ap22FullRowSave.STORY,
          Ap23StaleCopyCheck.STORY,
          Ap24LockOrder.STORY,
          Ap29SwallowedErrorCommit.STORY,
          Ap34DualCommit.STORY,
          Ap35AmbiguousCommitRetry.STORY,
          Ap37IdempotencyRace.STORY);

  private Scenarios() {}

  /** All of them. */
  public static List<AntiPattern> all() {
    return ALL;
  }

  /** A lesson and what it is about. */
  public record Taught(Lesson lesson, AntiPattern antiPattern) {}

  /** The course, in the order of its lessons. */
  public static List<Taught> course() {
    return ALL.stream()
        .flatMap(ap -> ap.lessons().stream().map(lesson -> new Taught(lesson, ap)))
        .sorted(Comparator.comparing(taught -> taught.lesson().number()))
        .toList();
  }

  /**
   * One of the two scenarios of an anti-pattern.
   *
   * @param explicit whether the name says which of the two
   */
  public record Named(AntiPattern antiPattern, Variant variant, boolean explicit) {}

  /**
   * What a name means: {@code ap-12-write-skew}, {@code ap-12}, {@code AP12}, an alias such as
   * {@code lock-all-read}; each with {@code .fixed} or {@code .broken} behind it, if wanted.
   */
  public static Optional<Named> find(String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    for (Variant variant : Variant.values()) {
      String suffix = "." + variant.name().toLowerCase(Locale.ROOT);
      if (wanted.endsWith(suffix)) {
        String bare = wanted.substring(0, wanted.length() - suffix.length());
        return named(bare).map(found -> new Named(found.antiPattern(), variant, true));
      }
    }
    return named(wanted);
  }

  private static Optional<Named> named(String wanted) {
    for (AntiPattern ap : ALL) {
      String number = "%02d".formatted(ap.number());
      if (List.of(ap.name(), "ap-" + number, "ap" + number, "ap" + ap.number()).contains(wanted)) {
        return Optional.of(new Named(ap, Variant.BROKEN, false));
      }
      Variant alias = ap.aliases().get(wanted);
      if (alias != null) {
        return Optional.of(new Named(ap, alias, alias == Variant.FIXED));
      }
    }
    return Optional.empty();
  }
}
