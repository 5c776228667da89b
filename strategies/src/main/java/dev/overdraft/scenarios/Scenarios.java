package dev.overdraft.scenarios;

import dev.overdraft.scenarios.errors.Ap29SwallowedErrorCommit;
import dev.overdraft.scenarios.errors.Ap30CheckedExceptionCommits;
import dev.overdraft.scenarios.errors.Ap31LabelTrust;
import dev.overdraft.scenarios.errors.Ap32TornAudit;
import dev.overdraft.scenarios.errors.Ap33SavepointSwallow;
import dev.overdraft.scenarios.errors.Ap34DualCommit;
import dev.overdraft.scenarios.errors.Ap35AmbiguousCommitRetry;
import dev.overdraft.scenarios.errors.Ap36SelfTransferSignBoundary;
import dev.overdraft.scenarios.lifecycle.Ap37IdempotencyRace;
import dev.overdraft.scenarios.lifecycle.Ap38MixedStrategies;
import dev.overdraft.scenarios.lifecycle.Ap39QueueClaim;
import dev.overdraft.scenarios.lifecycle.Ap40GuardIdempotentEffectNot;
import dev.overdraft.scenarios.lifecycle.Ap41LogOrder;
import dev.overdraft.scenarios.lifecycle.Ap42MergeArchiveRace;
import dev.overdraft.scenarios.lifecycle.Ap43Rounding;
import dev.overdraft.scenarios.lifecycle.Ap44MergeRace;
import dev.overdraft.scenarios.lifecycle.Ap45PayoutSplit;
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
import dev.overdraft.scenarios.order.Ap25LockUpgrade;
import dev.overdraft.scenarios.order.Ap26GapLockTrust;
import dev.overdraft.scenarios.order.Ap27SerializableNoRetry;
import dev.overdraft.scenarios.order.Ap28MixedIsolation;
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
import java.util.Optional;

/**
 * Every built-in anti-pattern, in the order of the catalogue. To add one: write its file, add its
 * line. A team's own are added by {@link Catalogue}.
 */
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
          Ap25LockUpgrade.STORY,
          Ap26GapLockTrust.STORY,
          Ap27SerializableNoRetry.STORY,
          Ap28MixedIsolation.STORY,
          Ap29SwallowedErrorCommit.STORY,
          Ap30CheckedExceptionCommits.STORY,
          Ap31LabelTrust.STORY,
          Ap32TornAudit.STORY,
          Ap33SavepointSwallow.STORY,
          Ap34DualCommit.STORY,
          Ap35AmbiguousCommitRetry.STORY,
          Ap36SelfTransferSignBoundary.STORY,
          Ap37IdempotencyRace.STORY,
          Ap38MixedStrategies.STORY,
          Ap39QueueClaim.STORY,
          Ap40GuardIdempotentEffectNot.STORY,
          Ap41LogOrder.STORY,
          Ap42MergeArchiveRace.STORY,
          Ap43Rounding.STORY,
          Ap44MergeRace.STORY,
          Ap45PayoutSplit.STORY);

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

  /** What a name means among the built-in ones, see {@link Catalogue#find}. */
  public static Optional<Named> find(String text) {
    return new Catalogue(ALL).find(text);
  }
}
