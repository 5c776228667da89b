package dev.overdraft.check.txn;

import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.history.txn.Micro;
import dev.overdraft.history.txn.TxnHistory;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a single read or transaction shows, in words. */
final class SightingProof {

  private final Versions versions;
  private final TxnHistory history;
  private final Words words;

  SightingProof(Versions versions) {
    this.versions = versions;
    this.history = versions.history;
    this.words = new Words(history);
  }

  /**
   * A finding.
   *
   * @param more levels that it breaks beyond those that its name says
   */
  Finding of(Sightings.Sighting sighting, long count, Set<Level> more) {
    Phenomenon phenomenon = sighting.phenomenon();
    Axis axis = axis(phenomenon);
    Set<Level> forbiddenBy = Breach.weakest(phenomenon.forbiddenBy(), more);
    return new Finding(
        phenomenon,
        axis,
        count,
        "%s on %s: %s"
            .formatted(
                CycleProof.capitalised(phenomenon.title()),
                words.key(sighting.op()),
                story(sighting)),
        culprits(sighting).stream().map(words::culprit).toList(),
        List.of(),
        phenomenon.definition(),
        List.of(),
        Remedy.of(phenomenon, forbiddenBy, axis),
        false,
        forbiddenBy);
  }

  private String story(Sightings.Sighting sighting) {
    int op = sighting.op();
    int txn = versions.txnOf(op);
    String did = words.did(txn, op);
    if (history.micro(op) == Micro.READ_GROUP) {
      return groupStory(sighting, did);
    }
    if (sighting.other() < 0) {
      return sighting.at() >= 0
          ? did + ", but nobody wrote " + history.element(op, sighting.at())
          : did + ", but nobody wrote that";
    }
    int other = versions.txnOf(sighting.other());
    String rival = words.did(other, sighting.other());
    String name = words.name(other);
    return switch (sighting.phenomenon()) {
      case ABORTED_READ -> "%s, but %s, and %s failed".formatted(did, rival, name);
      case INTERMEDIATE_READ ->
          "%s, but %s, and then wrote the key again before it committed".formatted(did, rival);
      case DUPLICATE_ELEMENTS ->
          "%s, which holds %d %s"
              .formatted(did, history.value(sighting.other()), tooOften(sighting, rival));
      case INCOMPATIBLE_ORDER -> "%s, but %s: neither follows from the other".formatted(did, rival);
      case DIRTY_UPDATE -> "%s on top of what %s, and %s failed".formatted(did, rival, name);
      case FUTURE_READ -> "%s, which it wrote only later: %s".formatted(did, rival);
      case INTERNAL -> "%s, though just before, %s".formatted(did, rival);
      case LOST_APPEND ->
          "%s, and completed %s before %s began; but %s"
              .formatted(
                  rival,
                  CycleProof.duration(history.invokedNanos(txn) - history.completedNanos(other)),
                  words.name(txn),
                  did);
      case CYCLIC_VERSIONS ->
          "%s, having read %s, and every other version too had been read before by the next"
              .formatted(did, rival);
      case DIRTY_WRITE,
          CIRCULAR_FLOW,
          LOST_UPDATE,
          READ_SKEW,
          SINGLE_ANTI_DEPENDENCY,
          STALE_READ,
          LONG_FORK,
          NON_ADJACENT,
          WRITE_SKEW,
          ANTI_DEPENDENCY_CYCLE,
          PHANTOM,
          PREDICATE_READ_SKEW,
          STALE_PREDICATE_READ,
          PREDICATE_NON_ADJACENT,
          PREDICATE_WRITE_SKEW,
          PREDICATE_READ_MISS,
          VANISHED_EFFECT,
          FRACTURED_READ,
          MISSED_CAUSE,
          NO_VIEW_ORDER,
          NO_PREFIX_ORDER,
          NO_SNAPSHOT_ORDER,
          NO_SERIAL_ORDER,
          GARBAGE_READ ->
          throw new IllegalStateException(sighting.phenomenon() + " against another operation");
    };
  }

  /** A value that is there twice was appended once; one that is there oftener, perhaps not. */
  private String tooOften(Sightings.Sighting sighting, String rival) {
    int times = 0;
    for (int at = 0; at < history.listSize(sighting.op()); at++) {
      times += history.element(sighting.op(), at) == history.value(sighting.other()) ? 1 : 0;
    }
    return times == 2
        ? "twice, but %s once".formatted(rival)
        : "%d times, but fewer appends of it can have succeeded: %s".formatted(times, rival);
  }

  /** What a read of a group returned that it could not, or did not that it had to. */
  private String groupStory(Sightings.Sighting sighting, String did) {
    if (sighting.phenomenon() == Phenomenon.GARBAGE_READ) {
      String row = words.keyName(history.key(sighting.at()));
      String why =
          sighting.other() < 0
              ? "which was not in it as it was before everything"
              : words.did(versions.txnOf(sighting.other()), sighting.other());
      return "%s, and with it version %d of %s: %s"
          .formatted(did, history.value(sighting.at()), row, why);
    }
    String without = did + ", without " + words.keyName(sighting.at());
    if (sighting.other() < 0) {
      return without + ", every version of which is in that group";
    }
    int other = versions.txnOf(sighting.other());
    String rival = words.did(other, sighting.other());
    return switch (sighting.phenomenon()) {
      case ABORTED_READ -> "%s; but %s, and failed".formatted(without, rival);
      case INTERMEDIATE_READ ->
          "%s; but %s, and then put it there before it committed".formatted(without, rival);
      default -> "%s, though just before, %s".formatted(without, rival);
    };
  }

  /** The order that an anomaly needs that is no cycle. */
  Axis axis(Phenomenon phenomenon) {
    return phenomenon == Phenomenon.LOST_APPEND ? Axis.STRICT : Axis.PLAIN;
  }

  /** The transactions that make it up. */
  Set<Integer> culprits(Sightings.Sighting sighting) {
    Set<Integer> culprits = new LinkedHashSet<>(List.of(versions.txnOf(sighting.op())));
    if (sighting.other() >= 0) {
      culprits.add(versions.txnOf(sighting.other()));
    }
    return culprits;
  }
}
